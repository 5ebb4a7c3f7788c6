const kilo = 1024;

/** A size as people know it, such as 640 byte, 12 kB or 4.8 MB; 25 MB are 25 × 1024 × 1024 bytes. */
export function formatSize(sizeBytes: number, locale: string): string {
  const write = (value: number, unit: string, maximumFractionDigits: number): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(value);
  if (sizeBytes < kilo) return write(sizeBytes, 'byte', 0);
  // What would be written as 1,024 kB is a megabyte.
  const kilobytes = Math.round(sizeBytes / kilo);
  if (kilobytes < kilo) return write(kilobytes, 'kilobyte', 0);
  const megabytes = sizeBytes / (kilo * kilo);
  if (megabytes < kilo) return write(megabytes, 'megabyte', 1);
  return write(megabytes / kilo, 'gigabyte', 1);
}

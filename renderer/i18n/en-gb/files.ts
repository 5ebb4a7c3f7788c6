/** Words of the files that are kept with a client. */
export const files = {
  title: 'Files',
  text: 'They lie encrypted in the vault. What you save is a copy outside of it, and not encrypted.',
  detail: '{{size}}, stored {{day}}, {{time}}',
  failed: 'The files could not be read.',
} as const;

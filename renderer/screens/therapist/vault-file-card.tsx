import type { VaultSecurity } from '../../../src/contract/vault-security-calls.ts';
import { isShortOfRoom } from '../../../src/domain/disk-room.ts';
import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import type { ComputerState } from '../../view-models/computer-model.ts';
import { diskEncryption } from './computer-words.ts';

/** What the vault's file is encrypted with, and how much room it takes. */
export function VaultFileCard(props: {
  readonly cipher: string;
  readonly disk: VaultSecurity['disk'];
  readonly computer: ComputerState;
}) {
  const words = useWords();
  const locale = useLocale();
  const { vaultBytes, freeBytes } = props.disk;
  const encryption = diskEncryption(props.computer, words);
  return (
    <Card title={words('vaultSecurity.file.title')} text={words('vaultSecurity.file.text')}>
      {freeBytes !== null && isShortOfRoom(vaultBytes, freeBytes) && (
        <Notice level="know" title={words('vaultSecurity.file.short.title')}>
          {words('vaultSecurity.file.short.text')}
        </Notice>
      )}
      <Facts
        rows={[
          { what: words('vaultSecurity.file.cipher'), is: props.cipher.toUpperCase() },
          { what: words('vaultSecurity.file.place'), is: words('vaultSecurity.file.here') },
          { what: words('vaultSecurity.file.size'), is: formatSize(vaultBytes, locale) },
          {
            what: words('vaultSecurity.file.free'),
            is:
              freeBytes === null
                ? words('vaultSecurity.file.unknown')
                : formatSize(freeBytes, locale),
          },
          ...(encryption === null
            ? []
            : [{ what: words('computer.check.disk-encryption.title'), is: encryption }]),
        ]}
      />
    </Card>
  );
}

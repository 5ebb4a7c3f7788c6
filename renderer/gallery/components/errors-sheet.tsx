import { errorCodes, type ErrorCode } from '../../../src/errors/error-codes.ts';
import { CodePanel } from '../../screens/shared/code-panel.tsx';
import { Group, Sheet, Specimen } from '../specimen.tsx';

/** The words for every error that there is. */
export function ErrorsSheet() {
  return (
    <Sheet title="Errors">
      <Group title="CodePanel">
        {(Object.keys(errorCodes) as ErrorCode[]).map((code) => (
          <Specimen key={code} state={code}>
            <CodePanel code={code} />
          </Specimen>
        ))}
      </Group>
    </Sheet>
  );
}

import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { fromWireError, toWireError } from '../../../src/errors/error-wire.ts';

describe('wire errors', () => {
  it('carry the code and nothing of the detail or the cause', () => {
    const error = new AppError('disk-full', '/home/somebody', { cause: new Error('secret') });
    expect(JSON.stringify(toWireError(error))).toBe('{"code":"disk-full"}');
  });

  it('turn what is not an AppError into internal', () => {
    expect(toWireError(new TypeError('x'))).toEqual({ code: 'internal' });
  });

  it('read a code of a newer peer as internal', () => {
    expect(fromWireError({ code: 'from-the-future' }).code).toBe('internal');
    expect(fromWireError({ code: 'constructor' }).code).toBe('internal');
  });
});

import { describe, expect, it } from 'vitest';
import { personName } from '../../../../renderer/screens/call/person-name.ts';
import { personOf } from './people.ts';

const host = personOf('h', { role: 'host' });
const first = personOf('a');
const second = personOf('b');

describe('personName', () => {
  it('calls the therapist the therapist', () => {
    expect(personName(host, [host, first])).toEqual({ kind: 'host' });
  });

  it('needs no number for the only client', () => {
    expect(personName(first, [host, first])).toEqual({ kind: 'guest' });
  });

  it('numbers several clients in order of arrival', () => {
    expect(personName(first, [first, second])).toEqual({ kind: 'numbered', number: 1 });
    expect(personName(second, [first, second])).toEqual({ kind: 'numbered', number: 2 });
  });
});

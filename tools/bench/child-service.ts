import { fork, type ChildProcess } from 'node:child_process';
import { z } from 'zod';

/** Functions that a child process offers. Arguments and answers cross as JSON. */
type Handlers = Readonly<Record<string, (data: unknown) => Promise<unknown>>>;

const request = z.strictObject({ id: z.int(), name: z.string(), data: z.unknown() });
const answer = z.union([
  z.strictObject({ id: z.int(), ok: z.literal(true), data: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), message: z.string() }),
]);

/**
 * Answers the parent's calls for as long as the parent lives. A part that is measured runs in a process of its own, so
 * that neither its work nor its waiting is counted as somebody else's.
 */
export function serveParent(handlers: Handlers): void {
  process.on('message', (message) => {
    const { id, name, data } = request.parse(message);
    const handler = handlers[name];
    const work = handler ? handler(data) : Promise.reject(new Error(`no such call: ${name}`));
    work.then(
      (result) => process.send?.({ id, ok: true, data: result ?? null }),
      (error: unknown) => process.send?.({ id, ok: false, message: String(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
}

/** A running child with its calls. */
export interface ChildService {
  readonly pid: number;
  /** Calls a function of the child and parses the answer. @throws Error when the call failed or the child ended */
  call<T>(name: string, data: unknown, schema: z.ZodType<T>): Promise<T>;
  /** Ends the child and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a module that calls `serveParent`. `options`: of its engine; those of this process when left out. */
export function startChild(
  modulePath: string,
  env: NodeJS.ProcessEnv,
  options: readonly string[] = process.execArgv,
): ChildService {
  const child = fork(modulePath, {
    env,
    execArgv: [...options],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (child.pid === undefined) throw new Error(`${modulePath} did not start`);
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`${modulePath} ended (exit ${code ?? 'by signal'})`));
    });
  });
  // Whoever waits for an answer hears of it; nobody may be waiting.
  ended.catch(() => undefined);
  let lastId = 0;
  return {
    pid: child.pid,
    call: async (name, data, schema) => {
      lastId += 1;
      const answered = answerTo(child, lastId);
      child.send({ id: lastId, name, data });
      return schema.parse(await Promise.race([answered, ended]));
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}

async function answerTo(child: ChildProcess, id: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const read = (message: unknown): void => {
      const parsed = answer.parse(message);
      if (parsed.id !== id) return;
      child.off('message', read);
      if (parsed.ok) resolve(parsed.data);
      else reject(new Error(parsed.message));
    };
    child.on('message', read);
  });
}

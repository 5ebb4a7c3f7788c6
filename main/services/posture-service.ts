import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { CancelTimer, Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import {
  postureRecordsShown,
  postureSchemas,
  type Posture,
  type PostureCheck,
  type PostureFinding,
  type PostureRecord,
} from '../../src/contract/posture-calls.ts';
import { policyRequiring, unmetChecks } from '../../src/domain/posture/policy.ts';
import {
  findingOf,
  postureAdvice,
  postureUnknown,
  type PostureReading,
} from '../../src/domain/posture/reading.ts';
import { isWorthARecord } from '../../src/domain/posture/record.ts';
import { judgeServer } from '../../src/domain/posture/server-identity.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { askWithin } from '../ports/ask-within.ts';
import type { PortalPort } from '../ports/portal-port.ts';
import type { PosturePort } from '../ports/posture-port.ts';
import type { ServerKeysPort } from '../ports/server-keys-port.ts';
import type { AuditTrail } from './audit-trail.ts';
import { unknownComputer } from './unknown-computer.ts';
import type { VaultService } from './vault-service.ts';

/** After opening a vault somebody wants to work, not to wait for a disk: the first look comes a little later. */
const firstLookMs = 5_000;
const lookAgainMs = 60 * 60 * 1000;
/** For whoever only wants to start a session, findings are new enough for so long. */
const freshMs = 10 * 60 * 1000;
const oneCheckMs = 10_000;
const allChecksMs = 20_000;

/** Where it is looked up what the computer is like, and who the practice's server is. */
export interface ComputerPorts {
  readonly posture: PosturePort;
  readonly serverKeys: ServerKeysPort;
  readonly portal: PortalPort;
}

export interface PostureServiceOptions {
  readonly vault: VaultService;
  readonly audit: AuditTrail;
  /** Left out, nothing is known of the computer. */
  readonly computer?: ComputerPorts;
  /** @throws AppError server-unset */
  readonly serverOrigin: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: Scope;
}

interface Look {
  readonly done: Promise<void>;
  readonly stop: () => void;
}

/**
 * Looks at the computer now and then, one thing after another and never during a session, keeps a record of it, and says
 * whether a session may start.
 */
export class PostureService {
  readonly #options: PostureServiceOptions;
  readonly #computer: ComputerPorts;
  #findings: readonly PostureFinding[] = [];
  #checkedAtMs: number | null = null;
  /** What the server showed last, for a person who decides that it is right. */
  #shown: { readonly origin: string; readonly pins: readonly Bytes[] } | null = null;
  #look: Look | null = null;
  #cancelTimer: CancelTimer = () => undefined;

  constructor(options: PostureServiceOptions) {
    this.#options = options;
    this.#computer = options.computer ?? unknownComputer;
    const { vault, scope } = options;
    scope.own(() => {
      this.#rest();
    });
    vault.events.on(
      'changed',
      ({ state }) => {
        this.#rest();
        if (state === 'open') this.#lookIn(firstLookMs);
      },
      scope,
    );
  }

  /** What is known; looks before that when `isFresh`, unless a session runs. @throws AppError vault-locked */
  async read(isFresh: boolean): Promise<Posture> {
    if (isFresh && !this.#isInSession()) await this.#start().done;
    return this.#view();
  }

  /** In force from the next session on. @throws AppError disk-full, vault-locked */
  require(checks: readonly PostureCheck[]): Posture {
    const { vault, audit } = this.#options;
    audit.along({ event: 'settings-changed', subject: 'device' }, () => {
      vault.use().posture.require(checks);
    });
    return this.#view();
  }

  /** Newest first. @throws AppError vault-locked, vault-damaged */
  records(): readonly PostureRecord[] {
    return this.#options.vault.use().posture.records(postureRecordsShown);
  }

  /** @throws AppError not-found when the server showed nothing since the vault was opened, disk-full, vault-locked */
  acceptServerKey(): Posture {
    const { vault, audit, clock } = this.#options;
    const { serverKeys } = vault.use();
    const shown = this.#shown;
    if (shown?.origin !== this.#origin()) throw new AppError('not-found');
    audit.along({ event: 'settings-changed', subject: 'server' }, () => {
      serverKeys.remember(shown.origin, shown.pins);
    });
    this.#findings = this.#findings.map((finding) =>
      finding.check === 'server-identity' ? findingOf(finding.check, { state: 'ok' }) : finding,
    );
    this.#keep(clock.nowMs());
    return this.#view();
  }

  /**
   * Returns when a session may start. Looks before that only if something is required and was not looked at lately; what
   * is under way otherwise is given up, so that no call waits for it.
   * @throws AppError device-unfit when something that is required was not found to be in order, vault-locked
   */
  async allowSession(): Promise<void> {
    const { vault, audit, clock } = this.#options;
    const required = vault.use().posture.required();
    if (required.length === 0 || this.#isInSession()) {
      this.#look?.stop();
      return;
    }
    const isOld = this.#checkedAtMs === null || clock.nowMs() - this.#checkedAtMs > freshMs;
    if (isOld || this.#look) await this.#start().done;
    const policy = policyRequiring(required, postureSchemas.check.options);
    if (unmetChecks(policy, this.#findings).length === 0) return;
    audit.note({ event: 'session-refused', subject: 'device', outcome: 'failed' });
    throw new AppError('device-unfit');
  }

  #view(): Posture {
    const { vault } = this.#options;
    return {
      system: this.#computer.posture.system,
      checkedAtMs: this.#checkedAtMs,
      findings: [...this.#findings],
      required: [...vault.use().posture.required()],
    };
  }

  #isInSession(): boolean {
    return this.#options.vault.use().sessions.running() !== null;
  }

  #origin(): string | null {
    try {
      return this.#options.serverOrigin();
    } catch {
      return null;
    }
  }

  #rest(): void {
    this.#cancelTimer();
    this.#look?.stop();
    this.#shown = null;
  }

  #lookIn(ms: number): void {
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      this.#lookIn(lookAgainMs);
      if (!this.#isInSession()) this.#start();
    });
  }

  /** The look that is under way, or a new one. */
  #start(): Look {
    if (this.#look) return this.#look;
    const stopping = new AbortController();
    const look: Look = {
      done: this.#lookAtAll(stopping.signal).finally(() => {
        if (this.#look === look) this.#look = null;
      }),
      stop: () => {
        stopping.abort();
        if (this.#look === look) this.#look = null;
      },
    };
    this.#look = look;
    return look;
  }

  async #lookAtAll(stop: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const endMs = clock.nowMs() + allChecksMs;
    const findings: PostureFinding[] = [];
    for (const check of postureSchemas.check.options) {
      const limitMs = Math.min(oneCheckMs, endMs - clock.nowMs());
      const reading = limitMs <= 0 ? postureUnknown : await this.#lookAt(check, limitMs, stop);
      // Whoever stopped it does not want half of it.
      if (stop.aborted) return;
      findings.push(findingOf(check, reading));
    }
    const hasPortal = await this.#looksLikePortal(findings, endMs - clock.nowMs(), stop);
    if (stop.aborted) return;
    this.#findings = hasPortal ? findings.map(behindPortal) : findings;
    this.#checkedAtMs = clock.nowMs();
    this.#keep(this.#checkedAtMs);
  }

  /** A server that has shown that it is itself has nobody in front of it, and is asked nothing more. */
  async #looksLikePortal(
    findings: readonly PostureFinding[],
    limitMs: number,
    stop: AbortSignal,
  ): Promise<boolean> {
    const origin = this.#origin();
    const server = findings.find(({ check }) => check === 'server-identity');
    if (origin === null || server?.state === 'ok' || limitMs <= 0) return false;
    const { clock } = this.#options;
    return askWithin({ clock, limitMs, stop, otherwise: false }, async (signal) =>
      this.#computer.portal.isThere(origin, signal),
    );
  }

  async #lookAt(check: PostureCheck, limitMs: number, stop: AbortSignal): Promise<PostureReading> {
    const { clock, log } = this.#options;
    try {
      return await askWithin({ clock, limitMs, stop, otherwise: postureUnknown }, async (signal) =>
        check === 'server-identity'
          ? this.#lookAtServer(signal)
          : this.#computer.posture.read(check, signal),
      );
    } catch (error) {
      log.warn('posture-failed', { code: AppError.from(error).code });
      return postureUnknown;
    }
  }

  async #lookAtServer(signal: AbortSignal): Promise<PostureReading> {
    const { vault } = this.#options;
    const origin = this.#origin();
    if (origin === null) return postureUnknown;
    const keys = await this.#computer.serverKeys.ask(origin, signal);
    // Whoever waited may be gone, and their vault with them.
    if (signal.aborted) return postureUnknown;
    const table = vault.use().serverKeys;
    const remembered = table.of(origin).map(toBase64Url);
    if (keys.state !== 'shown') return judgeServer(keys, remembered).reading;
    const { pins } = keys;
    this.#shown = { origin, pins };
    const shown = { ...keys, pins: pins.map(toBase64Url) };
    const { reading, remember } = judgeServer(shown, remembered);
    if (remember) table.remember(origin, pins);
    return reading;
  }

  /** A record that cannot be kept is no reason not to say what was found. */
  #keep(atMs: number): void {
    const { vault, log } = this.#options;
    try {
      const table = vault.use().posture;
      const { system } = this.#computer.posture;
      const record = { atMs, system, findings: [...this.#findings] };
      if (isWorthARecord(record, table.records(1)[0])) table.append(record);
    } catch (error) {
      log.warn('posture-not-kept', { code: AppError.from(error).code });
    }
  }
}

/** What is found of the network once it is known that it lets nobody through. */
function behindPortal(finding: PostureFinding): PostureFinding {
  return finding.check === 'network' ? findingOf(finding.check, postureAdvice('portal')) : finding;
}

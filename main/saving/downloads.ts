import type { Bytes } from '../../src/base/bytes.ts';
import type { CancelTimer, Clock, Log, Random } from '../../src/base/ports.ts';
import { newId, type DownloadId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { savableFileName } from '../../src/domain/file-name.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavePlace, SavePort } from '../ports/save-port.ts';

/** How many files may be on their way, or waiting for the person's answer. */
const maxAtOnce = 4;
/** Nobody goes on with a file after this long: its page is gone. */
const idleMs = 60_000;

interface Download {
  readonly place: SavePlace;
  readonly sizeBytes: number;
  parts: number;
  receivedBytes: number;
  /** Parts and the end come one after the other. */
  isBusy: boolean;
  cancelTimer: CancelTimer;
}

export interface DownloadsOptions {
  readonly save: SavePort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Files that a person saves, part by part. What is left unfinished leaves nothing behind. All count as received: they were
 * handed over in a call, and what the page says of them proves nothing.
 */
export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #open = new Map<DownloadId, Download>();
  #asking = 0;
  #isClosed = false;

  constructor(options: DownloadsOptions) {
    this.#options = options;
  }

  /** @returns null when the person changed their mind @throws AppError too-large, too-many */
  async begin(name: string, sizeBytes: number): Promise<DownloadId | null> {
    if (sizeBytes > limits.fileBytes) throw new AppError('too-large');
    if (this.#open.size + this.#asking >= maxAtOnce) throw new AppError('too-many');
    this.#asking += 1;
    try {
      const place = await this.#options.save.ask(savableFileName(name), 'received');
      if (!place || this.#isClosed) return null;
      const downloadId = newId<DownloadId>(this.#options.random);
      const download: Download = {
        place,
        sizeBytes,
        parts: 0,
        receivedBytes: 0,
        isBusy: false,
        cancelTimer: () => undefined,
      };
      this.#open.set(downloadId, download);
      this.#wait(downloadId, download);
      return downloadId;
    } finally {
      this.#asking -= 1;
    }
  }

  /** @throws AppError not-found, conflict, too-large, disk-full, save-failed */
  async append(downloadId: DownloadId, index: number, bytes: Bytes): Promise<void> {
    const download = this.#find(downloadId);
    if (download.isBusy || index !== download.parts) throw new AppError('conflict');
    if (download.receivedBytes + bytes.length > download.sizeBytes) throw new AppError('too-large');
    await this.#work(downloadId, download, () => download.place.append(bytes));
    download.parts += 1;
    download.receivedBytes += bytes.length;
    if (!this.#open.has(downloadId)) throw new AppError('not-found', 'cancelled meanwhile');
    this.#wait(downloadId, download);
  }

  /** @throws AppError not-found, conflict, bad-request, disk-full, save-failed */
  async finish(downloadId: DownloadId): Promise<void> {
    const download = this.#find(downloadId);
    if (download.isBusy) throw new AppError('conflict');
    if (download.receivedBytes !== download.sizeBytes) throw new AppError('bad-request');
    await this.#work(downloadId, download, () => download.place.finish());
    this.#open.delete(downloadId);
  }

  async cancel(downloadId: DownloadId): Promise<void> {
    const download = this.#open.get(downloadId);
    if (download) await this.#abandon(downloadId, download);
  }

  /** Nothing unfinished stays. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#open].map(([id, download]) => this.#abandon(id, download)));
  }

  /** What fails once is over: half a file is worth nothing. */
  async #work(id: DownloadId, download: Download, work: () => Promise<void>): Promise<void> {
    download.cancelTimer();
    download.isBusy = true;
    try {
      await work();
    } catch (error) {
      this.#options.log.warn('download-failed', { code: AppError.from(error).code });
      await this.#abandon(id, download);
      throw error;
    } finally {
      download.isBusy = false;
    }
  }

  async #abandon(id: DownloadId, download: Download): Promise<void> {
    download.cancelTimer();
    this.#open.delete(id);
    await download.place.abandon();
  }

  #wait(id: DownloadId, download: Download): void {
    download.cancelTimer = this.#options.clock.after(idleMs, () => {
      void this.#abandon(id, download);
    });
  }

  #find(downloadId: DownloadId): Download {
    const download = this.#open.get(downloadId);
    if (!download) throw new AppError('not-found');
    return download;
  }
}

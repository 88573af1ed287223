import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive } from './is-alive.ts';

/** Who holds a folder, as its name tells. */
export interface Holder {
  /** Boot of which machine, seen from which process namespace: within one, numbers of processes mean the same. */
  readonly machine: string;
  readonly pid: number;
  /** When the process began, in ticks since boot: a number may have been given to another process since. */
  readonly started: string;
}

const pattern = /^([\da-f]{12})-(\d+)-(\d+)-[\da-f]{12}$/;

/** A name that no other folder has. */
export function holderName({ machine, pid, started }: Holder): string {
  return `${machine}-${pid}-${started}-${randomBytes(6).toString('hex')}`;
}

/** Undefined for a folder that nobody holds. */
export function holderOf(name: string): Holder | undefined {
  const [, machine, pid, started] = pattern.exec(name) ?? [];
  if (machine === undefined || started === undefined) return undefined;
  return { machine, pid: Number(pid), started };
}

/** This process. */
export function ourselves(): Holder {
  return { machine: thisMachine(), pid: process.pid, started: startedOf('self') };
}

/** Whether the holder is gone for sure; undefined where that cannot be known from here. */
export function isGone(holder: Holder): boolean | undefined {
  if (holder.machine !== thisMachine()) return undefined;
  return !isAlive(holder.pid) || isZombie(holder.pid) || startedOf(String(holder.pid)) !== holder.started;
}

/** This boot of this machine; undefined where the system does not tell. */
export function bootId(): string | undefined {
  return textOf('/proc/sys/kernel/random/boot_id');
}

let machine: string | undefined;

function thisMachine(): string {
  machine ??= createHash('sha256')
    .update(`${hostname()} ${bootId() ?? ''} ${namespace()}`)
    .digest('hex')
    .slice(0, 12);
  return machine;
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Field 22 of its status. 0 where the system does not tell. */
function startedOf(pid: string): string {
  return statusOf(pid)[19] ?? '0';
}

/** It has ended, and nobody has asked about it yet. */
function isZombie(pid: number): boolean {
  return statusOf(String(pid))[0] === 'Z';
}

/** Fields from the third on (proc(5)); the name before them may have blanks and brackets. */
function statusOf(pid: string): readonly string[] {
  const status = textOf(`/proc/${pid}/stat`) ?? '';
  return status.slice(status.lastIndexOf(')') + 2).split(' ');
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The local KMS: keys, their state and policy. Those that sign have a private key of this machine. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { curves } from "./ecdsa";

export interface KeySettings {
  readonly spec: string;
  readonly usage: string;
  readonly isEnabled: boolean;
  /** The text of the key policy; undefined for the one that KMS gives a key without. */
  readonly policy?: string;
}

export interface LocalKey extends KeySettings {
  readonly arn: string;
  readonly isPendingDeletion: boolean;
  /** Absent of a key that is not of a curve that can be had here. */
  readonly pair?: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
}

export class LocalKeys {
  private readonly keys = new Map<string, LocalKey>();
  /** ARN of a key, by ARN of its alias. */
  private readonly aliases = new Map<string, string>();

  create(arn: string, settings: KeySettings): void {
    const curve = settings.usage === "SIGN_VERIFY" ? curves[settings.spec] : undefined;
    const pair = curve && generateKeyPairSync("ec", { namedCurve: curve.name });
    this.keys.set(arn, { arn, isPendingDeletion: false, pair, ...settings });
  }

  /** What of a key can change. */
  set(arn: string, { isEnabled, policy }: Pick<KeySettings, "isEnabled" | "policy">): void {
    const key = this.keys.get(arn);
    if (key !== undefined) this.keys.set(arn, { ...key, isEnabled, policy });
  }

  /** A key is never deleted at once: it waits for days, and cannot be used. */
  scheduleDeletion(arn: string): void {
    const key = this.keys.get(arn);
    if (key !== undefined) this.keys.set(arn, { ...key, isPendingDeletion: true });
  }

  setAlias(aliasArn: string, keyArn: string): void {
    this.aliases.set(aliasArn, keyArn);
  }

  deleteAlias(aliasArn: string): void {
    this.aliases.delete(aliasArn);
  }

  /** By ARN of a key or an alias. */
  find(arn: string): LocalKey | undefined {
    return this.keys.get(this.aliases.get(arn) ?? arn);
  }
}

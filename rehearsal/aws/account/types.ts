/** What a registered resource becomes on the local account. */

/** One resource as the Pulumi program registered it, inputs resolved to plain values. */
export interface Registration {
  /** Pulumi type token, for example `aws:sns/topic:Topic`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, any>;
  /** False for component resources. */
  readonly custom: boolean;
  /** Set when the program reads an existing resource (`.get`). */
  readonly id?: string;
  /** The resource that it was made below; absent for what the program made itself. */
  readonly parent?: { readonly type: string; readonly name: string };
  /** The provider that makes it, as the engine refers to it: `URN::ID`; absent for the default one. */
  readonly provider?: string;
  /** Its account, where that is not the rehearsal's own. */
  readonly accountId?: string;
}

/** A registration with what the account answered. */
export interface RegisteredResource extends Registration {
  readonly id: string;
  /** Set where the program only read it: it was there before the program, and stays. */
  readonly existed?: true;
  readonly state: Record<string, any>;
}

/** An asset or archive in inputs, as it comes out of the program's process. */
export interface LocalAsset {
  readonly kind: "file" | "folder" | "text";
  /** Absolute path for file and folder. */
  readonly path?: string;
  readonly text?: string;
}

/** What an account answers to a registration. `state` holds the outputs, ARNs among them. */
export interface Created {
  readonly id: string;
  readonly state: Record<string, any>;
  /** Set where the account has a handler for the type, but nothing that acts this resource out. */
  readonly recorded?: boolean;
  /** What a person has said to be there, and this now is. */
  readonly instead?: RegisteredResource;
}

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** A resource among the outputs of a remote component, for example the trail of an awsx Trail. */
export interface ResourceReference {
  readonly resource: RegisteredResource;
  readonly isResourceReference: true;
}

/** Marks a resource that a remote component made, so that the program gets it as a resource. */
export function resourceReference(resource: RegisteredResource): ResourceReference {
  return { resource, isResourceReference: true };
}

/** True for what `resourceReference` made, also after it went to another process. */
export function isResourceReference(value: any): value is ResourceReference {
  return value?.isResourceReference === true && value.resource !== undefined;
}

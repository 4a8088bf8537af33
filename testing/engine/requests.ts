/** The few calls of Pulumi's resource monitor that matter here; its own typing has them in protobuf. */
import type * as pulumi from "@pulumi/pulumi";

/** Protobuf's own form of an object. */
export type Properties = Parameters<typeof pulumi.runtime.deserializeProperties>[0];

/** A request to register a resource. */
export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getImportid(): string;
  getIgnorechangesList(): string[];
  setIgnorechangesList(paths: string[]): void;
  getObject(): Properties;
  setObject(object: Properties): void;
  getDependenciesList(): string[];
  getTransformsList(): { getToken(): string }[];
}

/** The engine's answer to it. */
export interface RegisterResponse {
  getUrn(): string;
  getId(): string;
  getObject(): Properties;
}

export type Callback = (error: unknown, response: RegisterResponse | undefined) => void;

/** Pulumi's mock monitor. */
export interface Monitor {
  registerResource(request: RegisterRequest, callback: Callback): Promise<void>;
  readonly transformCallbacks?: ReadonlyMap<string, unknown>;
}

/** What is known of a type of AWS resources. */
import type { AwsScope } from "./place";

type Fields = Readonly<Record<string, unknown>>;

/** A resource with its name, for those who make its outputs. */
export interface Named {
  readonly name: string;
  readonly inputs: Fields;
  readonly place: AwsScope;
  /** What its random parts are made from. */
  readonly seed: string;
  /** Domain of the partition's services. */
  readonly suffix: string;
}

export interface Kind {
  /** Service of the ARN, where it is not the one of the type's module. */
  readonly service?: string;
  /** The ARN's last part. */
  readonly resource: (named: Named) => string;
  /** What its id is; its name where nothing is said. */
  readonly id?: "arn" | "url" | ((named: Named & { readonly arn: string }) => string);
  /** Without Region, or without Region and account. */
  readonly scope?: "account" | "global";
  /** Outputs besides `arn` and `name`. */
  readonly more?: (named: Named & { readonly arn: string }) => Record<string, unknown>;
}

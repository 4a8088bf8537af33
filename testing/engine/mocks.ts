/** Pulumi's mocks, answering as AWS would: for `deploy`, and for a harness of the consumer's own. */
import * as pulumi from "@pulumi/pulumi";
import { answer } from "./lookups";
import { type AwsScope, placeOf } from "./place";
import { outputsOf } from "./outputs";
import { referenceState, referenceType, refuseUnknown, type StackReferences } from "./references";

type Fields = Record<string, unknown>;

/** A resource of which a mock is asked for the outputs. */
export interface MockedResource {
  /** Pulumi's type token, for example `aws:sns/topic:Topic`. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** Its arguments, resolved. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A provider function that a mock is asked to answer. */
export interface MockedCall {
  /** Pulumi's token, for example `aws:ssm/getParameter:getParameter`. */
  readonly token: string;
  /** Its arguments, resolved. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** How the mocks answer. */
export interface MockOptions extends Partial<AwsScope> {
  /** Partition of every ARN. Defaults to the partition of the Region. */
  readonly partition?: string;
  /** Region of every ARN. Defaults to the configuration `aws:region`, else us-east-1. */
  readonly region?: string;
  /** Account of every ARN, 12 digits. Defaults to 111122223333. */
  readonly accountId?: string;
  /** As in `pulumi preview`: outputs of new resources are not known. Defaults to false. */
  readonly preview?: boolean;
  /** Outputs that a resource has besides those that the mocks give it, or instead of them. */
  readonly outputs?: (resource: MockedResource) => object | undefined;
  /**
   * What other stacks export, by their full names:
   * `{ "org/platform/prod": { topicArn: "arn:..." } }`. Defaults to none.
   */
  readonly stackReferences?: StackReferences;
  /**
   * Answers a provider function, such as `aws.ssm.getParameter`; undefined leaves it to the mocks,
   * which refuse what only AWS knows.
   */
  readonly calls?: (call: MockedCall) => object | undefined;
}

/**
 * Mocks for `pulumi.runtime.setMocks`, for those who have a harness of their own. ARNs, ids, names
 * and URLs are as AWS forms them. Provider functions are answered where the answer follows from their
 * arguments (`getCallerIdentity`, `getPolicyDocument`, `iam.getRole`, ...), and refused where it does
 * not; so are stacks of which `stackReferences` says nothing. A resource without a name gets its name in the program, where
 * AWS would add random characters.
 */
export function mocks(options: MockOptions = {}): pulumi.runtime.Mocks {
  return answering(options, refuseUnknown);
}

/** The same, where `reference` is told of every stack that the program reads. */
export function answering(
  options: MockOptions,
  reference: (name: string, references: StackReferences | undefined) => void,
): pulumi.runtime.Mocks {
  const configured = pulumi.runtime.getConfig("aws:region");
  const place = placeOf(options, configured);
  const regions = new Map<string, string>();
  const at = (provider: string | undefined): AwsScope => {
    const region = regions.get(provider?.split("::").at(-2) ?? "");
    return region === undefined ? place : placeOf({ accountId: place.accountId, region });
  };
  return {
    newResource(args) {
      const inputs = args.inputs as Fields;
      if (args.type === "pulumi:providers:aws" && typeof inputs.region === "string") {
        regions.set(args.name, inputs.region);
      }
      const asked = { type: args.type, name: args.name, inputs, ...(args.id && { id: args.id }) };
      const given = options.outputs?.(asked);
      if (args.type === referenceType) {
        const stack = String(inputs.name ?? args.id ?? args.name);
        if (given === undefined) reference(stack, options.stackReferences);
        return {
          id: stack,
          state: { ...referenceState(stack, options.stackReferences), ...given },
        };
      }
      if (args.custom === false) return { id: undefined, state: { ...inputs, ...given } };
      // What exists already is known, also in a preview.
      if (options.preview && !args.id) return { id: undefined, state: { ...inputs, ...given } };
      const { id, state } = outputsOf(asked, at(args.provider));
      return { id, state: { ...state, ...given } };
    },
    call({ token, inputs, provider }) {
      const asked = { token, inputs: inputs as Fields };
      try {
        return { ...(options.calls?.(asked) ?? answer(asked, at(provider))) };
      } catch (error) {
        // Of a call that fails, Pulumi shows the details of the engine's answer, and no message.
        if (error instanceof Error) throw Object.assign(error, { details: error.message });
        throw error;
      }
    },
  };
}

/**
 * Sets these mocks for the whole process, as `pulumi.runtime.setMocks` does: await it before the
 * program is imported. `deploy` does it by itself.
 */
export async function setMocks(
  options: MockOptions & { readonly project?: string; readonly stack?: string } = {},
): Promise<void> {
  const { project = "project", stack = "test", preview = false } = options;
  await pulumi.runtime.setMocks(mocks(options), project, stack, preview);
}

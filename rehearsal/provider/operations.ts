/** The provider's operations on one resource: from the engine's messages to the account and back. */
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Account } from "../aws/account/account";
import type { Created, Registration } from "../aws/account/types";
import { ServiceError } from "../errors";
import { named, type Wrong, wrongName } from "./names";
import { difference } from "./replacing";
import {
  holdsUnknown,
  inward,
  outward,
  type Properties,
  properties,
  struct,
  unknownValue,
} from "./values";

/** What the engine is about to have done. */
export interface Step {
  readonly kind: "create" | "update" | "delete";
  readonly type: string;
  readonly name: string;
}

export interface Provided {
  readonly account: Pick<
    Account,
    "place" | "create" | "read" | "update" | "delete" | "call" | "compose"
  >;
  /** Version that the provider says it has. */
  readonly version: string;
  /** Paths of assets are from here: the folder of the program. */
  readonly folder: string;
  /** For a package of remote components, such as awsx: the version of the AWS provider they use. */
  readonly builtOn?: string;
  /** Schema of the package, as JSON; languages without an SDK ask for it. */
  readonly schema?: () => string;
  /** Every stack is new: what is read was made by others, whatever the program says of its state. */
  readonly isFresh?: boolean;
  /** Called before each change; what it throws fails that change, and nothing is done. */
  readonly onStep?: (step: Step) => void;
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME` */
function ofUrn(urn: string): { type: string; name: string } {
  const [, , types, ...name] = urn.split("::");
  return { type: types.split("$").pop()!, name: name.join("::") };
}

/** Inputs for the account: without what only the provider keeps. */
function registration(urn: string, sent: Properties, folder: string): Registration {
  const inputs = inward(sent, folder) as Properties;
  delete inputs.__defaults;
  return { ...ofUrn(urn), inputs, custom: true };
}

function answered(response: messages.CreateResponse, created: Created, sent: Properties) {
  return response.setId(created.id).setProperties(struct(outward(created.state, sent)));
}

/** Programs may give these as objects; the AWS provider keeps their text. */
const documents = ["policy", "assumeRolePolicy"];

function withTexts(inputs: Properties): Properties {
  const texts = documents
    .filter((key) => inputs[key] !== null && typeof inputs[key] === "object")
    .map((key) => [key, holdsUnknown(inputs[key]) ? unknownValue : JSON.stringify(inputs[key])]);
  return { ...inputs, ...Object.fromEntries(texts) };
}

/** What the engine shows as a failed check of one argument, in a preview too. */
function failure({ input, reason }: Wrong): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(input).setReason(reason);
}

/** Not found is what a delete wants. */
const gone = /NotFound|NoSuch|NonExistent|does not exist/i;

export function operations({ account, folder, isFresh, onStep = () => undefined }: Provided) {
  return {
    check(request: messages.CheckRequest): messages.CheckResponse {
      const { type, name } = ofUrn(request.getUrn());
      const inputs = withTexts(properties(request.getNews()));
      const before = properties(request.getOlds());
      const seed = request.getRandomseed_asU8();
      const checked = named({ type, name, inputs, before, seed });
      const response = new messages.CheckResponse().setInputs(struct(checked));
      const wrong = wrongName(type, checked);
      return wrong === undefined ? response : response.setFailuresList([failure(wrong)]);
    },

    diff(request: messages.DiffRequest): messages.DiffResponse {
      const { type } = ofUrn(request.getUrn());
      const ignored = request.getIgnorechangesList();
      const before = properties(request.getOldInputs() ?? request.getOlds());
      const after = properties(request.getNews());
      const found = difference(type, before, after, account.place.region);
      const changed = found.changed.filter((name) => !ignored.includes(name));
      const replaces = found.replaces.filter((name) => !ignored.includes(name));
      const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
      return new messages.DiffResponse()
        .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList(changed)
        .setReplacesList(replaces)
        .setDeletebeforereplace(replaces.length > 0 && found.deleteBeforeReplace);
    },

    async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
      const sent = properties(request.getProperties());
      const response = new messages.CreateResponse();
      if (request.getPreview()) {
        return response.setProperties(struct({ ...sent, arn: unknownValue }));
      }
      onStep({ kind: "create", ...ofUrn(request.getUrn()) });
      const created = await account.create(registration(request.getUrn(), sent, folder));
      return answered(response, created, sent);
    },

    async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
      const { type, name } = ofUrn(request.getUrn());
      const id = request.getId();
      const known = properties(request.getProperties());
      const isKnown = isFresh !== true && (request.hasInputs() || Object.keys(known).length > 0);
      const found = account.read(type, id, properties(request.getInputs()));
      const response = new messages.ReadResponse();
      if (found === undefined && isKnown) return response;
      // What the program only refers to (`.get`) was made by others, before.
      const { state } =
        found ?? (await account.create({ type, name, inputs: {}, custom: true, id }));
      const given = isKnown ? properties(request.getInputs()) : (found?.inputs ?? {});
      return response
        .setId(id)
        .setProperties(struct(outward(state, known)))
        .setInputs(struct(outward(current(given, state), given)));
    },

    async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
      const sent = properties(request.getNews());
      const response = new messages.UpdateResponse();
      if (request.getPreview()) {
        return response.setProperties(struct({ ...properties(request.getOlds()), ...sent }));
      }
      const urn = request.getUrn();
      const { type, name } = ofUrn(urn);
      onStep({ kind: "update", type, name });
      const { state } = await account.update(
        type,
        request.getId(),
        registration(urn, sent, folder),
      );
      return response.setProperties(struct(outward(state, sent)));
    },

    async remove(request: messages.DeleteRequest): Promise<Empty> {
      const { type, name } = ofUrn(request.getUrn());
      onStep({ kind: "delete", type, name });
      try {
        const was = properties(request.getOldInputs() ?? request.getProperties());
        await account.delete(type, request.getId(), was);
      } catch (error) {
        if (!(error instanceof ServiceError) || !gone.test(error.code)) throw error;
      }
      return new Empty();
    },

    async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
      const args = inward(properties(request.getArgs()), folder);
      const answer = await account.call(request.getTok(), args);
      return new messages.InvokeResponse().setReturn(struct(answer));
    },
  };
}

/** Inputs as the service has them now: what somebody changed beside Pulumi shows. */
function current(inputs: Properties, state: Properties): Properties {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      key.startsWith("__") || state[key] === undefined ? value : state[key],
    ]),
  );
}

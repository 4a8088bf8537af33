/** Pipelines that a stack has, or may have, and that are not read here: they are not passed over. */
import type { RegisteredResource } from "../engine/resource";
import { unknown } from "../engine/plain";
import { pipelineType, readTemplate, type Templates } from "./template";

/** Something that is not read. */
export interface Unread {
  /** The resource, for people. */
  readonly what: string;
  /** What it has to do with a pipeline, as the middle of a sentence. */
  readonly verb: "is" | "may be" | "holds" | "may hold";
  /** What a test can give, in words. */
  readonly remedy?: string;
}

export function unreadPipelines(
  resources: readonly RegisteredResource[],
  templates: Templates = {},
): Unread[] {
  return resources.flatMap((resource) => {
    const found = ofOtherProvider(resource) ?? generic(resource) ?? templated(resource, templates);
    return found === undefined ? [] : [{ what: `${resource.type} "${resource.name}"`, ...found }];
  });
}

export const sentence = ({ what, verb, remedy }: Unread): string =>
  `${what} ${verb} a pipeline that this assertion cannot read${remedy ? `: ${remedy}` : ""}.`;

/** The same as a doubt about who may decide. */
export const unknownApprovals = ({ what, remedy }: Unread): string =>
  `the approvals of ${what} are not known${remedy ? `: ${remedy}` : ""}`;

type Found = Omit<Unread, "what"> | undefined;

/** Another provider has a type of its own for pipelines. */
function ofOtherProvider({ type }: RegisteredResource): Found {
  return /^(?!aws:)[^:]+:codepipeline[/:].*:?Pipeline$/i.test(type) ? { verb: "is" } : undefined;
}

/** Cloud Control and its like make a resource of whatever type they are told. */
function generic(resource: RegisteredResource): Found {
  const type = genericType(resource);
  if (type === pipelineType) return { verb: "is" };
  return type === unknown ? { verb: "may be" } : undefined;
}

/** The CloudFormation type of a resource of which the type is an argument. */
export function genericType({ type, inputs }: RegisteredResource): string | undefined {
  const key = {
    "aws:cloudcontrol/resource:Resource": "typeName",
    "aws-native:index:ExtensionResource": "type",
  }[type];
  return key === undefined ? undefined : String(inputs[key] ?? unknown);
}

/** A CloudFormation stack or stack set makes what its template says. */
function templated(resource: RegisteredResource, templates: Templates): Found {
  const { template, name } = templateOf(resource, templates) ?? {};
  if (template === unknown) return { verb: "may hold" };
  if (template === undefined) {
    return name === undefined ? undefined : { verb: "may hold", remedy: remedyOf([name]) };
  }
  const { hasPipeline, isOpen, missing } = readTemplate(template, templates);
  if (hasPipeline) return { verb: "holds" };
  if (isOpen) return { verb: "may hold" };
  return missing.length === 0 ? undefined : { verb: "may hold", remedy: remedyOf(missing) };
}

const remedyOf = (names: readonly string[]): string =>
  `give the template of ${names.join(" and of ")} in \`templates\` of \`deploy\``;

/** Templates that give rights, in words: who has them is not read. */
export function unreadRights(
  resources: readonly RegisteredResource[],
  templates: Templates = {},
): string[] {
  return resources
    .filter((resource) => {
      const { template } = templateOf(resource, templates) ?? {};
      return template !== undefined && readTemplate(template, templates).hasIam;
    })
    .map(({ type, name }) => `what IAM in the template of ${type} "${name}" gives is not known`);
}

interface Given {
  readonly template?: object | string;
  /** What a test can give it by. */
  readonly name?: string;
}

/** The template of a resource that has one, if it is known. */
function templateOf({ type, inputs }: RegisteredResource, templates: Templates): Given | undefined {
  const keys = templatedTypes.find(({ types }) => types.test(type))?.keys;
  if (keys === undefined) return undefined;
  const body = keys.includes("templateUrl") ? (inputs.templateBody ?? undefined) : undefined;
  const key = keys.map((one) => inputs[one] ?? undefined).find((value) => value !== undefined);
  const name = key === undefined ? undefined : String(key);
  const given = name !== undefined && Object.hasOwn(templates, name) ? templates[name] : undefined;
  return { template: (body as object | string | undefined) ?? given, name };
}

/** Resources that make what a template says, with what names it. */
const templatedTypes: readonly { readonly types: RegExp; readonly keys: readonly string[] }[] = [
  { types: /^aws(-native)?:cloudformation[/:].*Stack(Set)?$/, keys: ["templateUrl"] },
  { types: /^aws:serverlessrepository\/.*:CloudFormationStack$/, keys: ["applicationId"] },
  {
    types: /^aws(-native)?:servicecatalog[/:].*ProvisionedProduct$/,
    keys: ["productId", "productName"],
  },
];

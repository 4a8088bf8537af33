/** What the text of a CloudFormation template holds, as far as its types say. */

/** Documents of CloudFormation templates by their URL, or what else names them. */
export type Templates = Readonly<Record<string, object | string>>;

export interface TemplateFacts {
  /** A type that makes a pipeline. */
  readonly hasPipeline: boolean;
  /** A type that gives somebody a right. */
  readonly hasIam: boolean;
  /** Something that makes more than the template says. */
  readonly isOpen: boolean;
  /** URLs of templates within it that nobody has given. */
  readonly missing: readonly string[];
}

export const pipelineType = "AWS::CodePipeline::Pipeline";

/** SAM makes a role of what a function may do. */
const iam = /AWS::(IAM|SSO)::|AWS::Serverless::(Function|StateMachine|SimpleTable|Api|HttpApi)/;
const nested =
  /AWS::CloudFormation::Stack(Set)?\b|AWS::Serverless::Application|AWS::ServiceCatalog::CloudFormationProvisionedProduct/g;
/** CloudFormation User Guide: macros, loops and modules write resources of their own. */
const writers = /Fn::Transform|!Transform|Fn::ForEach|AWS::Include|::MODULE\b/;
const urls = /Template(?:URL|Url)["']?\s*:\s*["']?(https?:\/\/[^\s"',}]+)/g;

/** Reads a template and those that it names by their URL. */
export function readTemplate(
  template: object | string,
  templates: Templates,
  seen: readonly string[] = [],
): TemplateFacts {
  const text = plain(typeof template === "string" ? template : JSON.stringify(template));
  const named = [...text.matchAll(urls)].map(([, url]) => url);
  const missing = named.filter((url) => !Object.hasOwn(templates, url));
  const inner = named
    .filter((url) => !missing.includes(url) && !seen.includes(url))
    .map((url) => readTemplate(templates[url], templates, [...seen, ...named]));
  const nameless = [...text.matchAll(nested)].length > named.length;
  return {
    hasPipeline: text.includes(pipelineType) || inner.some((one) => one.hasPipeline),
    hasIam: iam.test(text) || inner.some((one) => one.hasIam),
    isOpen: nameless || writers.test(text) || inner.some((one) => one.isOpen),
    missing: [...missing, ...inner.flatMap((one) => one.missing)],
  };
}

/** JSON and YAML have other ways to write a letter, and YAML breaks a text in quotes. */
function plain(text: string): string {
  const letter = (_: string, ...codes: (string | undefined)[]): string =>
    String.fromCodePoint(
      parseInt(
        codes.slice(0, 3).find((code) => code !== undefined)!,
        16,
      ),
    );
  return text
    .replace(/\\\r?\n[ \t]*/g, "")
    .replace(/\\u([\da-fA-F]{4})|\\x([\da-fA-F]{2})|\\U(000[\da-fA-F]{5})/g, letter);
}

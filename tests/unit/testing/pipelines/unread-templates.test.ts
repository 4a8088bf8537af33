/** Templates hold more than one sees: letters in other forms, rights, and templates within them. */
import * as aws from "@pulumi/aws";
import type { DeployedStack, DeployOptions } from "../../../../testing";
import { failsWith, Native, beside } from "../support";

const withTemplate = (templateBody: string, options?: DeployOptions) =>
  beside(() => void new aws.cloudformation.Stack("x", { templateBody }), options);

function isRefused(stack: DeployedStack, reason: RegExp): void {
  failsWith(() => stack.assertGated(), reason);
  failsWith(() => stack.deciders(), /the approvals of .* "x" are not known/);
}

function isRead(stack: DeployedStack): void {
  stack.assertGated();
  stack.deciders();
}

const resources = (...types: string[]) => ({
  Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])),
});
const url = "https://example.com/inner.json";
const nesting = `Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: `;

describe("the template of a CloudFormation stack", () => {
  it("holds a pipeline also where its type has letters in another form", async () => {
    for (const body of [
      String.raw`{"Resources":{"P":{"Type":"AWS::CodePipel\u0069ne::Pipeline"}}}`,
      String.raw`Type: "AWS::CodePipel\x69ne::\U00000050ipeline"`,
      'Type: "AWS::CodePipeline\\\n    ::Pipeline"',
    ]) {
      isRefused(await withTemplate(body), /"x" holds a pipeline that this assertion cannot read/);
    }
  });

  it("may hold one in a template within it, until the test gives that", async () => {
    const given = (template: object) =>
      withTemplate(nesting + url, { templates: { [url]: template } });
    isRefused(
      await withTemplate(nesting + url),
      /"x" may hold a pipeline .*: give the template of https:\/\/example\.com\/inner\.json in `templates` of `deploy`\.$/,
    );
    isRefused(await given(resources("AWS::CodePipeline::Pipeline")), /"x" holds a pipeline/);
    isRead(await given(resources("AWS::S3::Bucket")));
    isRead(await given({ N: { Type: "AWS::CloudFormation::Stack", TemplateURL: url } }));
    isRefused(await withTemplate(`${nesting}!Sub "\${Url}"`), /"x" may hold a pipeline/);
  });

  it("may hold one where something else writes its resources", async () => {
    for (const body of [
      "Type: AWS::Serverless::Application",
      "Type: AWS::ServiceCatalog::CloudFormationProvisionedProduct",
      "Type: AWS::CloudFormation::StackSet",
      "Type: My::Team::Release::MODULE",
      "Fn::Transform: { Name: AWS::Include }",
      "Fn::ForEach::Pipelines: []",
    ]) {
      isRefused(
        await withTemplate(body),
        /"x" may hold a pipeline that this assertion cannot read/,
      );
    }
  });

  it("is a doubt about who may decide where it gives rights, and none about what is gated", async () => {
    for (const type of [
      "AWS::IAM::ManagedPolicy",
      "AWS::SSO::Assignment",
      "AWS::Serverless::Function",
    ]) {
      const inner = { templates: { [url]: resources(type) } };
      for (const stack of [
        await withTemplate(JSON.stringify(resources(type))),
        await withTemplate(nesting + url, inner),
      ]) {
        stack.assertGated();
        const words =
          /what IAM in the template of aws:cloudformation\/stack:Stack "x" gives is not known/;
        failsWith(() => stack.deciders(), words);
        failsWith(() => stack.assertDeciders("release/Approve/QA", []), words);
      }
    }
  });
});

describe("a template that is named by an application or a product", () => {
  const kinds = [
    ["aws:serverlessrepository/cloudFormationStack:CloudFormationStack", "applicationId"],
    ["aws:servicecatalog/provisionedProduct:ProvisionedProduct", "productId"],
    ["aws:servicecatalog/provisionedProduct:ProvisionedProduct", "productName"],
    ["aws-native:servicecatalog:CloudFormationProvisionedProduct", "productId"],
  ];

  for (const [type, key] of kinds) {
    it(`may hold a pipeline until the test gives it by the ${key} of a ${type}`, async () => {
      const of = (templates?: DeployOptions["templates"]) =>
        beside(() => void new Native(type, "x", { [key]: "release-app" }), { templates });
      isRefused(
        await of(),
        /"x" may hold a pipeline .*: give the template of release-app in `templates` of `deploy`\.$/,
      );
      isRefused(await of({ "release-app": resources("AWS::CodePipeline::Pipeline") }), /"x" holds/);
      isRead(await of({ "release-app": resources("AWS::S3::Bucket") }));
    });
  }
});

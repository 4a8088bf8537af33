import * as pulumi from "@pulumi/pulumi";

/** What a company asks of every resource of a type, beyond the arguments. */
const asked: Record<string, Record<string, unknown>> = {
  "aws:cloudwatch/logGroup:LogGroup": { logGroupClass: "INFREQUENT_ACCESS" },
  "aws:lambda/function:Function": { reservedConcurrentExecutions: 10 },
  "aws:sns/topic:Topic": { tracingConfig: "Active" },
};

export const companyRules: pulumi.ResourceTransform = ({ type, props, opts }) => ({
  // What an argument says comes after the company's default.
  props: { ...asked[type], ...props },
  opts: type.endsWith(":Table") ? pulumi.mergeOptions(opts, { protect: true }) : opts,
});

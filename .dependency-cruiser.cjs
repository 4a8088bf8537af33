/** The walls between the rooms. `npm run walls` fails on a breach. */

/** Folders of functions/ that are one function each, deployed with a role of its own. */
const functions = [
  ...["notifier", "slack-callback", "webhook-receiver", "decider", "watcher", "publisher"],
  ...["reminder", "automatic", "ledger", "bypass", "measures", "sweep", "connector"],
].join("|");

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle hides which module rests on which.",
      severity: "error",
      from: {},
      // A type alone is no dependency at run time: what closes a cycle with one rests on nothing.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "components-stand-alone",
      comment: "Deployment time knows nothing of the rehearsal, the tests or the run time's code.",
      severity: "error",
      from: { path: "^(components/|index\\.ts)" },
      to: { path: "^(rehearsal|tests|testing|examples|functions)/" },
    },
    {
      name: "testing-stands-alone",
      comment:
        "A consumer's tests get it with the package: it needs Pulumi, contract/ and iam/, and no " +
        "component's code, so that what it says of a stack is a second opinion.",
      severity: "error",
      from: { path: "^testing/" },
      to: {
        path: "(^(components|functions|rehearsal|tests|examples)/|^index\\.ts$|node_modules/)",
        pathNot: "node_modules/@pulumi/(pulumi|aws)/",
      },
    },
    {
      name: "iam-stands-alone",
      comment:
        "What AWS says is the same for testing and for the rehearsal; it knows neither. Of Node it " +
        "takes ranges of addresses.",
      severity: "error",
      from: { path: "^iam/" },
      to: { pathNot: "^(iam/|net$)" },
    },
    {
      name: "only-testing-and-the-rehearsal-import-iam",
      comment: "A program that is deployed does not load it.",
      severity: "error",
      from: { pathNot: "^(iam|testing|rehearsal|tests|tools)/" },
      to: { path: "^iam/" },
    },
    {
      name: "only-tests-import-testing",
      comment:
        "What is for tests is not loaded where a program is deployed. A tool writes a list for it.",
      severity: "error",
      from: { pathNot: "^(testing|tests|tools)/" },
      to: { path: "^testing/" },
    },
    {
      name: "components-ship-only-pulumi",
      comment: "What a consumer installs is Pulumi's SDK and the AWS provider, nothing else.",
      severity: "error",
      from: { path: "^(components/|index\\.ts)" },
      to: {
        path: "node_modules",
        pathNot: "node_modules/@pulumi/(pulumi|aws)/",
      },
    },
    {
      name: "pure-model",
      comment: "Pure builders create no resources; of Pulumi they use only the error type.",
      severity: "error",
      from: { path: "^components/[^/]+/model/" },
      to: { path: "(^components/(?![^/]+/model/)|node_modules/@pulumi/aws/)" },
    },
    {
      name: "model-uses-pulumi-for-errors-only",
      comment: "Only checks.ts touches the SDK, for InputPropertyError.",
      severity: "error",
      from: { path: "^components/[^/]+/model/", pathNot: "^components/inputs/model/checks\\.ts$" },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "contract-imports-nothing",
      comment: "Deployment time and run time agree on it: what it imports would be in both.",
      severity: "error",
      from: { path: "^contract/" },
      to: { pathNot: "^contract/" },
    },
    {
      name: "functions-stand-alone",
      comment: "Run time knows nothing of deployment time, and never of Pulumi.",
      severity: "error",
      from: { path: "^functions/" },
      to: {
        path: "(^(components|rehearsal|tests|examples)/|^index\\.ts$|node_modules/@pulumi/)",
      },
    },
    {
      name: "the-command-needs-node-alone",
      comment: "Auditors run it without AWS and Pulumi: it takes the ledger's domain, and no more.",
      severity: "error",
      from: { path: "^cli/[^/]+\\.ts$", pathNot: "^cli/s3-client\\.ts$" },
      to: { pathNot: "^(cli/|functions/domain/ledger/|[a-z_]+$)" },
    },
    {
      name: "the-command-reads-buckets-in-one-file",
      comment: "What reads a bucket is bundled by itself: the SDK's S3 client, and no more.",
      severity: "error",
      from: { path: "^cli/s3-client\\.ts$" },
      to: { pathNot: "(^cli/|node_modules/@aws-sdk/client-s3/)" },
    },
    {
      name: "pure-domain",
      comment: "The domain and the words for Slack are pure: no AWS, no Slack client, no adapter.",
      severity: "error",
      from: {
        path: "^functions/(domain/|channels/slack/(views/|(interaction|origin|signature)\\.ts))",
      },
      to: {
        path: `(^functions/(adapters|${functions})/|node_modules/(@aws-|@smithy/))`,
      },
    },
    {
      name: "domain-does-not-know-slack",
      comment: "What a request is does not depend on how it is shown.",
      severity: "error",
      from: { path: "^functions/domain/" },
      to: { path: "(^functions/channels/|node_modules/@slack/)" },
    },
    {
      name: "a-channel-imports-no-other",
      comment: "A channel is one folder: it can be taken out without a look at the others.",
      severity: "error",
      from: { path: "^functions/channels/([^/]+)/" },
      to: { path: "^functions/channels/", pathNot: "^functions/channels/($1/|channel\\.ts$)" },
    },
    {
      name: "channels-through-the-registry",
      comment:
        "Who shows, decides or closes a request knows the port and the registry, and no channel.",
      severity: "error",
      from: {
        path: "^functions/",
        pathNot: "^functions/(channels|slack-callback|webhook-receiver)/",
      },
      to: { path: "^functions/channels/", pathNot: "^functions/channels/(channel|registry)\\.ts$" },
    },
    {
      name: "functions-do-not-import-one-another",
      comment:
        "Each function is deployed with its own role: what they share is in the other rooms.",
      severity: "error",
      from: { path: `^functions/(${functions})/` },
      to: { path: `^functions/(${functions})/`, pathNot: "^functions/$1/" },
    },
    {
      name: "a-connector-imports-no-other",
      comment: "A kind of connector is one folder: what several need lies beside the folders.",
      severity: "error",
      from: { path: "^functions/connectors/([^/]+)/" },
      to: { path: "^functions/connectors/[^/]+/", pathNot: "^functions/connectors/$1/" },
    },
    {
      name: "rehearsal-sees-only-what-is-deployed",
      comment:
        "The rehearsal takes what a program registers; it may not look behind it. " +
        "Partitions are AWS's.",
      severity: "error",
      from: { path: "^rehearsal/" },
      to: {
        path: "^(components/|contract/|examples/|functions/|tests/|index\\.ts)",
        pathNot: "^contract/partitions\\.ts$",
      },
    },
    {
      name: "services-past-no-index",
      comment:
        "What others may use of an AWS service is in its index.ts: the rest is its own to change. " +
        "account/ and api/ are what all services share.",
      severity: "error",
      from: { path: "^rehearsal/aws/([^/]+)/" },
      to: {
        path: "^rehearsal/aws/",
        pathNot: "^rehearsal/aws/($1/|account/|api/|[^/]+/index\\.ts$)",
      },
    },
    {
      name: "the-rehearsal-past-no-index",
      comment: "As services do: page, terminal, program and provider use what an index.ts has.",
      severity: "error",
      from: { path: "^rehearsal/", pathNot: "^rehearsal/aws/" },
      to: {
        path: "^rehearsal/aws/",
        pathNot: "^rehearsal/aws/(account/|api/|[^/]+/index\\.ts$)",
      },
    },
    {
      name: "services-know-no-screen",
      comment: "An account is the same for the page, the terminal and the engine.",
      severity: "error",
      from: { path: "^rehearsal/(aws|slack|mail|systems)/" },
      to: {
        path: "^rehearsal/(page|terminal|screen|program|provider|engine|cli\\.ts|session\\.ts)",
      },
    },
    {
      name: "a-stand-in-imports-no-other",
      comment: "A stand-in of another system is one folder, as that system stands alone.",
      severity: "error",
      from: { path: "^rehearsal/systems/([^/]+)/" },
      to: { path: "^rehearsal/systems/[^/]+/", pathNot: "^rehearsal/systems/$1/" },
    },
    {
      name: "services-know-no-registry",
      comment: "The core reads their descriptors; a handler asks its context for them.",
      severity: "error",
      from: { path: "^rehearsal/aws/", pathNot: "^rehearsal/aws/(account|api)/" },
      to: {
        path: "^rehearsal/aws/(account/(registry|account|create-account|create-stores|records)|api/services)\\.ts$",
      },
    },
    {
      name: "the-page-imports-no-terminal",
      comment: "Each shows a rehearsal alone; what both need lies in screen/.",
      severity: "error",
      from: { path: "^rehearsal/page/" },
      to: { path: "^rehearsal/terminal/" },
    },
    {
      name: "the-screen-imports-neither",
      comment: "What page and terminal share rests on neither of them.",
      severity: "error",
      from: { path: "^rehearsal/screen/" },
      to: { path: "^rehearsal/(page|terminal)/" },
    },
    {
      name: "only-tests-import-the-rehearsal",
      comment: "The rehearsal is a tool beside the package, never a part of it.",
      severity: "error",
      from: { pathNot: "^(rehearsal|tests)/" },
      to: { path: "^rehearsal/" },
    },
    {
      name: "only-the-child-runs-pulumi",
      comment:
        "Mocks are global to a process, so Pulumi runs in the program's own process alone. Engine and provider " +
        "only speak its protocol with other processes.",
      severity: "error",
      from: {
        path: "^rehearsal/",
        pathNot:
          "^rehearsal/(program/(child|values|references|parents|stack-outputs)\\.ts$|provider/|engine/)",
      },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "the-provider-speaks-the-protocol-only",
      comment:
        "It serves the engine from outside: messages of the protocol, never a Pulumi program.",
      severity: "error",
      from: { path: "^rehearsal/(provider|engine)/" },
      to: { path: "node_modules/@pulumi/", pathNot: "node_modules/@pulumi/pulumi/proto/" },
    },
    {
      name: "agpl-in-tests-only",
      comment: "@cloud-copilot/iam-simulate is AGPL: a development dependency, imported by tests.",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "node_modules/@cloud-copilot/" },
    },
    {
      name: "examples-use-the-public-package",
      comment: "A user copies an example: it imports what a user can import.",
      severity: "error",
      from: { path: "^examples/" },
      to: { path: "^(components|rehearsal|tests|functions)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
    },
  },
};

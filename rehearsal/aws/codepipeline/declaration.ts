/** From the inputs of `aws.codepipeline.Pipeline` to what CreatePipeline takes. Pure. */
import type { PipelineDeclaration } from "./types";

type Stage = NonNullable<PipelineDeclaration["stages"]>[number];
type Action = NonNullable<Stage["actions"]>[number];
type Inputs = Record<string, any>;

export function pipelineDeclaration(name: string, inputs: Inputs): PipelineDeclaration {
  return defined({
    name,
    roleArn: inputs.roleArn,
    ...artifactStores(inputs.artifactStores ?? []),
    stages: (inputs.stages ?? []).map(stage),
    executionMode: inputs.executionMode,
    // The provider asks for V1 unless the program says otherwise.
    pipelineType: inputs.pipelineType ?? "V1",
    variables: nonEmpty(inputs.variables)?.map((v) => defined({ ...v })),
    triggers: nonEmpty(inputs.triggers)?.map(trigger),
  }) as PipelineDeclaration;
}

function artifactStores(stores: Inputs[]) {
  const store = (s: Inputs) =>
    defined({
      type: s.type,
      location: s.location,
      encryptionKey: s.encryptionKey && defined({ ...s.encryptionKey }),
    });
  if (stores.length === 1 && !stores[0].region) return { artifactStore: store(stores[0]) };
  return { artifactStores: Object.fromEntries(stores.map((s) => [s.region, store(s)])) };
}

function stage(inputs: Inputs): Stage {
  return defined({
    name: inputs.name,
    actions: (inputs.actions ?? []).map(action),
    beforeEntry: inputs.beforeEntry && { conditions: conditions(inputs.beforeEntry) },
    onSuccess: inputs.onSuccess && { conditions: conditions(inputs.onSuccess) },
    onFailure: inputs.onFailure && onFailure(inputs.onFailure),
  }) as Stage;
}

function action(inputs: Inputs): Action {
  const { category, owner, provider, version } = inputs;
  return defined({
    name: inputs.name,
    actionTypeId: { category, owner, provider, version },
    // The API's own default, which the provider leaves to it.
    runOrder: inputs.runOrder ?? 1,
    configuration: inputs.configuration && defined({ ...inputs.configuration }),
    commands: nonEmpty(inputs.commands),
    inputArtifacts: (inputs.inputArtifacts ?? []).map(named),
    outputArtifacts: [
      ...(inputs.outputArtifacts ?? []).map(named),
      ...(inputs.outputArtifactsForComputeActions ?? []).map((a: Inputs) => defined({ ...a })),
    ],
    outputVariables: nonEmpty(inputs.outputVariables),
    roleArn: inputs.roleArn,
    region: inputs.region,
    namespace: inputs.namespace,
    timeoutInMinutes: inputs.timeoutInMinutes,
  }) as Action;
}

function onFailure(inputs: Inputs) {
  return defined({
    result: inputs.result,
    retryConfiguration: inputs.retryConfiguration && defined({ ...inputs.retryConfiguration }),
    conditions: inputs.condition && conditions(inputs),
  });
}

/** Pulumi has one condition where the API has a list of one. */
function conditions({ condition }: Inputs) {
  return [defined({ result: condition.result, rules: condition.rules.map(rule) })];
}

function rule(inputs: Inputs) {
  return defined({
    name: inputs.name,
    ruleTypeId: defined({ ...inputs.ruleTypeId }),
    configuration: inputs.configuration && defined({ ...inputs.configuration }),
    commands: nonEmpty(inputs.commands),
    inputArtifacts: nonEmpty(inputs.inputArtifacts)?.map(named),
    roleArn: inputs.roleArn,
    region: inputs.region,
    timeoutInMinutes: inputs.timeoutInMinutes,
  });
}

function trigger({ providerType, gitConfiguration: git }: Inputs) {
  return {
    providerType,
    gitConfiguration: defined({
      sourceActionName: git.sourceActionName,
      push: nonEmpty(git.pushes),
      pullRequest: nonEmpty(git.pullRequests),
    }),
  };
}

const named = (name: string) => ({ name });

function nonEmpty(list: any[] | undefined | null): any[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

/** Without members that are absent: the API's shapes have no null. */
function defined<T extends Inputs>(value: T): T {
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null);
  return Object.fromEntries(entries) as T;
}

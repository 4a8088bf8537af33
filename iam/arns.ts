/** ARNs, written and taken apart: AWS General Reference, "Amazon Resource Names". */

/** Where resources are. */
export interface AwsScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** Of a resource that is in a Region of an account, as most are. */
export function regionalArn(place: AwsScope, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** Of a resource that an account has in no Region, as those of IAM. */
export function accountArn(
  { partition, accountId }: Omit<AwsScope, "region">,
  service: string,
  resource: string,
): string {
  return regionalArn({ partition, region: "", accountId }, service, resource);
}

/** Of a resource whose name alone says which it is, as a bucket's. */
export function globalArn(
  { partition }: Pick<AwsScope, "partition">,
  service: string,
  resource: string,
): string {
  return accountArn({ partition, accountId: "" }, service, resource);
}

/** A session of a role. The role's path is not in it. */
export function sessionArn(
  place: Omit<AwsScope, "region">,
  roleName: string,
  sessionName: string,
): string {
  return accountArn(place, "sts", `assumed-role/${roleName}/${sessionName}`);
}

/** `path` is the pipeline's name, or PIPELINE/STAGE/ACTION for an action: CodePipeline User Guide. */
export function pipelineArn(place: AwsScope, path: string): string {
  return regionalArn(place, "codepipeline", path);
}

/** Of a schedule of EventBridge Scheduler (Service Authorization Reference). */
export function scheduleArn(place: AwsScope, groupName: string, name: string): string {
  return regionalArn(place, "scheduler", `schedule/${groupName}/${name}`);
}

/** Of a group of schedules, which the trust policies of their roles see as aws:SourceArn. */
export function scheduleGroupArn(place: AwsScope, name: string): string {
  return regionalArn(place, "scheduler", `schedule-group/${name}`);
}

/** The six parts of an ARN, or of a pattern of ARNs; the last one may hold colons. A variable's colon cuts nothing. */
export function arnParts(arn: string): string[] {
  const parts = arn.split(/:(?![^{]*\})/);
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** The parts of an ARN by their names; each undefined where the text has no such part. */
export function readArn(arn: string): Partial<AwsScope> & {
  readonly service?: string;
  readonly resource?: string;
} {
  const [, partition, service, region, accountId, resource] = arnParts(arn);
  return { partition, service, region, accountId, resource };
}

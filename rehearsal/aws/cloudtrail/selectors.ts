/** Which management events a trail logs, by its own settings. */
import type { TrailRecord } from "./record";
import { isGlobal } from "./kinds";

/** Inputs of `aws.cloudtrail.Trail`. */
export interface TrailSettings {
  readonly region?: string;
  readonly enableLogging?: boolean;
  readonly isMultiRegionTrail?: boolean;
  readonly includeGlobalServiceEvents?: boolean;
  readonly eventSelectors?: readonly EventSelector[];
  readonly advancedEventSelectors?: readonly {
    readonly fieldSelectors: readonly FieldSelector[];
  }[];
}

interface EventSelector {
  readonly readWriteType?: string;
  readonly includeManagementEvents?: boolean;
  readonly excludeManagementEventSources?: readonly string[];
}

interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

const nothing: readonly never[] = [];

/** Whether a trail of this Region's account logs a record. */
export function logs(trail: TrailSettings, record: TrailRecord, here: string): boolean {
  const { eventSelectors = nothing, advancedEventSelectors = nothing } = trail;
  if (trail.enableLogging === false) return false;
  if (trail.isMultiRegionTrail !== true && (trail.region ?? here) !== here) return false;
  const isOfAllRegions = isGlobal(record.eventSource.split(".")[0]);
  if (isOfAllRegions && trail.includeGlobalServiceEvents === false) return false;
  if (advancedEventSelectors.length > 0) {
    return advancedEventSelectors.some(({ fieldSelectors }) =>
      fieldSelectors.every((selector) => fits(selector, record)),
    );
  }
  // Without selectors it logs all management events.
  return eventSelectors.length === 0 || eventSelectors.some((one) => selects(one, record));
}

function selects(
  {
    readWriteType = "All",
    includeManagementEvents = true,
    excludeManagementEventSources: excluded = [],
  }: EventSelector,
  { readOnly, eventSource }: TrailRecord,
): boolean {
  const isWanted = readWriteType === "All" || (readWriteType === "ReadOnly") === readOnly;
  return includeManagementEvents && isWanted && !excluded.includes(eventSource);
}

function valueOf(field: string, { readOnly, eventSource, eventName, userIdentity }: TrailRecord) {
  const values: Readonly<Record<string, string>> = {
    eventCategory: "Management",
    readOnly: String(readOnly),
    ...{ eventSource, eventName, eventType: "AwsApiCall" },
    "userIdentity.arn": userIdentity.arn,
  };
  return values[field];
}

/** A field that a management event does not have fits nothing. */
function fits(selector: FieldSelector, record: TrailRecord): boolean {
  const value = valueOf(selector.field, record);
  if (value === undefined) return false;
  const { equals, startsWith, endsWith } = selector;
  const { notEquals = [], notStartsWith = [], notEndsWith = [] } = selector;
  const wanted = [
    equals?.includes(value),
    startsWith?.some((start) => value.startsWith(start)),
    endsWith?.some((end) => value.endsWith(end)),
  ].filter((one) => one !== undefined);
  return (
    (wanted.length === 0 || wanted.includes(true)) &&
    !notEquals.includes(value) &&
    !notStartsWith.some((start) => value.startsWith(start)) &&
    !notEndsWith.some((end) => value.endsWith(end))
  );
}

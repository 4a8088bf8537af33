/** Documents in the embedded metric format (User Guide, "Specification: Embedded metric format"). */
import { isObject } from "../../api/model";
import model from "../api-model.json";
import type { Dimensions, Metric, Sample } from "../metrics/types";

export interface Measured {
  readonly metric: Metric;
  readonly sample: Sample;
}

/** A document that CloudWatch takes no metrics from, and why. */
export class EmfError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "EmfError";
  }
}

const mostMetrics = 100;
const mostValues = 100;
const mostDimensions = 30;
/** Characters of names, and of a dimension's value (API Reference, MetricDatum and Dimension). */
const longestName = 255;
const longestValue = 1024;
/** API Reference, PutMetricData: values lie between -2^360 and 2^360. */
const largest = 2 ** 360;
const units: readonly string[] = model.shapes.StandardUnit.enum;

/** Two weeks back and two hours ahead: CloudWatch drops what is outside (PutMetricData). */
const oldest = 14 * 24 * 3_600_000;
const newest = 2 * 3_600_000;

function need(holds: boolean, message: string): asserts holds {
  if (!holds) throw new EmfError(message);
}

/** What a document measures; one that is too old or too new measures nothing. */
export function measuredIn(root: Record<string, unknown>, now: Date): Measured[] {
  const metadata = root._aws;
  need(isObject(metadata), "_aws is not an object");
  const { Timestamp: at, CloudWatchMetrics: directives } = metadata;
  need(Number.isInteger(at), "_aws.Timestamp is not a whole number of milliseconds");
  need(Array.isArray(directives), "_aws.CloudWatchMetrics is not a list");
  const measured = directives.flatMap((one: unknown) => ofDirective(one, root, at as number));
  const age = now.getTime() - (at as number);
  return age > oldest || age < -newest ? [] : measured;
}

function ofDirective(directive: unknown, root: Record<string, unknown>, at: number): Measured[] {
  need(isObject(directive), "A metric directive is not an object");
  const { Namespace: namespace, Dimensions: sets, Metrics: definitions } = directive;
  need(isName(namespace), `Namespace is not a text of 1 to ${longestName} characters`);
  need(Array.isArray(sets) && sets.length > 0, "Dimensions is not a list of dimension sets");
  need(Array.isArray(definitions), "Metrics is not a list");
  need(definitions.length <= mostMetrics, `Metrics has more than ${mostMetrics} definitions`);
  const dimensions = sets.map((keys: unknown) => dimensionsOf(keys, root));
  return definitions.flatMap((definition: unknown) => {
    const { name, values, unit } = valuesOf(definition, root);
    return dimensions.flatMap((set) =>
      values.map((value) => ({
        metric: { namespace, name, dimensions: set },
        sample: { at, value, unit },
      })),
    );
  });
}

function dimensionsOf(keys: unknown, root: Record<string, unknown>): Dimensions {
  need(Array.isArray(keys), "A dimension set is not a list");
  need(keys.length <= mostDimensions, `A dimension set has more than ${mostDimensions} keys`);
  const entries = keys.map((key: unknown): [string, string] => {
    need(isName(key), `A dimension's key is not a text of 1 to ${longestName} characters`);
    const value = root[key];
    need(typeof value === "string", `The dimension ${key} has no text in the document`);
    need(
      value.length <= longestValue && /^[\x20-\x7e]+$/.test(value) && value.trim() !== "",
      `The dimension ${key} is not 1 to ${longestValue} ASCII characters: ${value}`,
    );
    return [key, value];
  });
  return Object.fromEntries(entries);
}

function valuesOf(definition: unknown, root: Record<string, unknown>) {
  need(isObject(definition) && isName(definition.Name), "A metric has no name");
  const { Name: name, Unit: unit = "None", StorageResolution: resolution = 60 } = definition;
  need(units.includes(unit as string), `The metric ${name} has the unit ${String(unit)}`);
  need(
    resolution === 1 || resolution === 60,
    `The metric ${name} has a StorageResolution that is neither 1 nor 60`,
  );
  const target = root[name];
  const values: unknown[] = Array.isArray(target) ? target : [target];
  need(values.length <= mostValues, `The metric ${name} has more than ${mostValues} values`);
  need(
    values.every((value) => typeof value === "number" && Math.abs(value) <= largest),
    `The metric ${name} has a value that is no number`,
  );
  return { name, values: values as number[], unit: unit as string };
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= longestName;
}

/**
 * What is a metric among the lines of a log: CloudWatch User Guide, "Specification: Embedded metric
 * format". Whatever the specification does not take is an error here; CloudWatch drops it without a word.
 */
import * as assert from "node:assert/strict";

export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: number;
}

const units = [
  ...["Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "None"],
  ...["Bytes", "Kilobytes", "Megabytes", "Bits", "Count/Second"],
];

/** The points of every line that says it has some. */
export function pointsOf(lines: readonly string[], namespace: string): Point[] {
  return lines.filter((line) => line.includes('"_aws"')).flatMap((line) => read(line, namespace));
}

function read(line: string, namespace: string): Point[] {
  assert.ok(Buffer.byteLength(line) <= 256 * 1024);
  const root = JSON.parse(line) as Record<string, unknown>;
  const { _aws, ...members } = root;
  const meta = _aws as Record<string, any>;
  only(meta, ["Timestamp", "CloudWatchMetrics"]);
  assert.ok(Number.isInteger(meta.Timestamp) && meta.Timestamp > 1e12, "milliseconds of the epoch");
  return meta.CloudWatchMetrics.flatMap((directive: Record<string, any>) => {
    only(directive, ["Namespace", "Dimensions", "Metrics"]);
    assert.equal(directive.Namespace, namespace);
    assert.ok(directive.Metrics.length > 0 && directive.Metrics.length <= 100);
    assert.ok(directive.Dimensions.length > 0);
    return directive.Dimensions.flatMap((names: string[]) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, dimension(members, name)]));
      assert.ok(names.length > 0 && names.length <= 30 && new Set(names).size === names.length);
      return directive.Metrics.map(({ Name, Unit, ...rest }: Record<string, any>) => {
        only(rest, []);
        assert.ok(units.includes(Unit), Unit);
        const value = members[Name];
        assert.ok(typeof value === "number" && Number.isFinite(value), `${Name}: ${String(value)}`);
        return { name: Name, unit: Unit, value, dimensions, at: meta.Timestamp };
      });
    });
  });
}

function only(of: object, names: readonly string[]): void {
  assert.deepEqual(Object.keys(of).sort(), [...names].sort());
}

/** ASCII, something that can be seen among it, and no colon at its beginning. */
function dimension(members: Record<string, unknown>, name: string): string {
  const value = members[name];
  assert.ok(typeof value === "string", `${name} is a member of the line`);
  assert.match(value, /^(?!:)(?=.*[!-~])[ -~]{1,1024}$/);
  return value;
}

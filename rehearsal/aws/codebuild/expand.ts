/** `$NAME` and `${NAME}` in the locations of a buildspec's artifacts. */
import type { ArtifactFiles } from "./buildspec-artifacts";

const reference = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

const locations = ({ files, excludePaths, baseDirectory = "" }: ArtifactFiles): string[] => [
  ...[...files, ...excludePaths, baseDirectory],
];

/** The names of the variables that the locations refer to. */
export function referredNames(artifacts: ArtifactFiles): string[] {
  const found = locations(artifacts).flatMap((text) => [...text.matchAll(reference)]);
  return [...new Set(found.map(([, braced, plain]) => braced ?? plain))];
}

/** The locations with the values of their variables; `otherwise` stands for an unset one. */
export function expanded(
  artifacts: ArtifactFiles,
  values: Readonly<Record<string, string>>,
  otherwise: (name: string) => string = () => "",
): ArtifactFiles {
  const expand = (text: string): string =>
    text.replace(reference, (_, braced?: string, plain?: string) => {
      const name = (braced ?? plain)!;
      return Object.hasOwn(values, name) ? values[name] : otherwise(name);
    });
  const { files, excludePaths, baseDirectory } = artifacts;
  return {
    ...artifacts,
    files: files.map(expand),
    excludePaths: excludePaths.map(expand),
    ...(baseDirectory !== undefined && { baseDirectory: expand(baseDirectory) }),
  };
}

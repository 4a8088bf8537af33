// Correctness first; layout is prettier's. The Pulumi rule refuses an output inside a template
// literal, which would print "Calling [toString] on an [Output]" into a policy or a name.
import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/dist/", "node_modules/", "coverage/", ".rehearsal/", "**/*.cjs", "**/*.mjs"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: {
      parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    plugins: { pulumi },
    rules: {
      "pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      eqeqeq: "error",
      "max-lines": ["error", { max: 250 }],
      "no-restricted-properties": [
        "error",
        { object: "describe", property: "only" },
        { object: "describe", property: "skip" },
        { object: "it", property: "only" },
        { object: "it", property: "skip" },
      ],
    },
  },
  {
    // Resource inputs and states are any-shaped at the seam with Pulumi's mocks.
    files: ["rehearsal/**/*.ts", "tests/**/*.ts"],
    rules: { "@typescript-eslint/no-explicit-any": "off" },
  },
  {
    files: ["**/*.js"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);

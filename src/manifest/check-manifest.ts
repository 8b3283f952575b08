import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type AnySchemaObject } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const require = createRequire(import.meta.url);

/**
 * What Microsoft's own schema for the manifest's version has against it; nothing is fetched. The schema is read from
 * their package, whose validator is not used: it loads an ES module in a way that Jest does not.
 */
export async function checkManifest(json: string): Promise<string[]> {
  const manifest = JSON.parse(json) as { manifestVersion: string };
  const validate = await schemaOf(manifest.manifestVersion);
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map((error) =>
    `manifest.json: ${error.instancePath} ${error.message ?? ''}`.trim(),
  );
}

async function schemaOf(version: string): Promise<ReturnType<Ajv['compile']>> {
  const folder = `@microsoft/app-manifest/build/json-schemas/teams/v${version}`;
  const text = await readFile(require.resolve(`${folder}/MicrosoftTeams.schema.json`), 'utf8');
  // It calls itself draft 4; it uses nothing that draft 7 reads differently.
  const { $schema: _, ...schema } = JSON.parse(text) as AnySchemaObject;
  return new Ajv({ allErrors: true, strict: false, formats: fullFormats }).compile(schema);
}

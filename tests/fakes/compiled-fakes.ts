import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * The fakes as JavaScript, so that a test can run their command. Only they are compiled, and not checked: the rest of
 * what `tsconfig.bench.json` compiles is not needed for it.
 */
export async function compileFakes(): Promise<{ command: string; remove: () => Promise<void> }> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  // Within the project, so that packages are found.
  const dist = join(here, '..', '..', 'dist');
  await mkdir(dist, { recursive: true });
  const directory = await mkdtemp(join(dist, 'fakes-'));
  const sources = (await readdir(here)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  for (const name of sources) {
    const { outputText } = ts.transpileModule(await readFile(join(here, name), 'utf8'), { compilerOptions });
    await writeFile(join(directory, name.replace(/\.ts$/, '.js')), outputText);
  }
  return {
    command: join(directory, 'teams-command.js'),
    remove: () => rm(directory, { recursive: true }),
  };
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

/** A parser of Bicep, with a grammar that lies in the installed packages. */
export async function bicepParser(): Promise<Parser> {
  await Parser.init();
  const grammar = await readFile(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'));
  return new Parser().setLanguage(await Language.load(grammar));
}

export function parseBicep(parser: Parser, source: string): Node {
  const tree = parser.parse(source);
  if (!tree) throw new Error('The Bicep parser gave nothing.');
  return tree.rootNode;
}

/** Every node of this kind, from the top. */
export function nodesOf(root: Node, kind: string): Node[] {
  return root.descendantsOfType(kind);
}

/** Where the grammar could not follow, as `line: text`. */
export function syntaxErrors(root: Node): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.isError || node.isMissing)
      found.push(`${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
    for (const child of node.children) if (child.hasError) visit(child);
  };
  if (root.hasError) visit(root);
  return found;
}

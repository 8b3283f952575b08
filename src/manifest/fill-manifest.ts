/**
 * The manifest with a value for each `${{NAME}}`. Throws for a name without one: a manifest with a hole in it would be
 * taken by nobody.
 */
export function fillManifest(template: string, values: Record<string, string>): string {
  return template.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The manifest asks for ${name}, which has no value.`);
    return JSON.stringify(value).slice(1, -1);
  });
}

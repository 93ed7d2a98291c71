/** What a project is made with. */
export interface ProjectDescription {
  /** Name of the folder, the package and the chart; see {@link assertProjectName}. */
  readonly name: string;
  /** Versions of packages that the library was tested with, by name; `chartwright` among them. */
  readonly versions: Readonly<Record<string, string>>;
}

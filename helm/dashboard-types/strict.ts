// What the dashboard's JSON has to be. Grafana's own types leave the inner parts of a panel open, since they depend on its
// kind, and their enums are no strings; here each kind of panel that the dashboard has is closed: a key that Grafana does
// not know, a value that is none of its enum's, or a missing key does not compile.
import type * as common from "@grafana/grafana-foundation-sdk/common";
import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import type * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import type * as stat from "@grafana/grafana-foundation-sdk/stat";
import type * as statetimeline from "@grafana/grafana-foundation-sdk/statetimeline";
import type * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import type * as units from "@grafana/grafana-foundation-sdk/units";

// A type as it is in JSON: enums by their values, no functions.
type Json<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer N extends number}`
      ? N
      : number
    : T extends boolean | null | undefined
      ? T
      : T extends readonly (infer E)[]
        ? Json<E>[]
        : T extends object
          ? { [K in keyof T as T[K] extends () => void ? never : K]: Json<T[K]> }
          : T;

// Without what the types leave open.
type Closed<T, K extends keyof T> = Omit<Json<T>, K>;

type DataSource = Required<Pick<Json<common.DataSourceRef>, "type" | "uid">>;

// Every query names itself, where it goes, and what its series are called.
type Query = Closed<prometheus.Dataquery, "datasource" | "expr" | "refId" | "legendFormat"> & {
  datasource: DataSource;
  expr: string;
  refId: string;
  legendFormat: string;
};

type Unit = (typeof units)[keyof typeof units];

type FieldProperties<Custom> = Closed<dashboard.FieldConfig, "custom" | "unit" | "thresholds"> & {
  unit: Unit;
  thresholds: Json<dashboard.ThresholdsConfig>;
} & Custom;

type CustomProperty<Custom> = {
  [K in keyof Custom & string]-?: { id: `custom.${K}`; value: Exclude<Custom[K], undefined> };
}[keyof Custom & string];

// Only by name: what is matched is in the legends.
type Override<Custom> = {
  matcher: { id: "byName"; options: string };
  properties: (
    | { id: "color"; value: Json<dashboard.FieldColor> }
    | { id: "unit"; value: Unit }
    | CustomProperty<Custom>
  )[];
};

// Every panel says what it means and where it is.
type PanelOf<Type extends string, Options, Custom> = Closed<
  dashboard.Panel,
  "type" | "id" | "title" | "description" | "datasource" | "gridPos" | "targets" | "options" | "fieldConfig"
> & {
  type: Type;
  id: number;
  title: string;
  description: string;
  datasource: DataSource;
  gridPos: Json<dashboard.GridPos>;
  targets: [Query, ...Query[]];
  options: Json<Options>;
  fieldConfig: {
    defaults: FieldProperties<Custom extends null ? object : { custom: Json<Custom> }>;
    overrides: (Custom extends null ? never : Override<Json<Custom>>)[];
  };
};

type Panel =
  | PanelOf<"timeseries", timeseries.Options, timeseries.FieldConfig>
  | PanelOf<"stat", stat.Options, null>
  | PanelOf<"state-timeline", statetimeline.Options, statetimeline.FieldConfig>;

type Row = Closed<dashboard.RowPanel, "panels" | "title" | "gridPos"> & {
  title: string;
  gridPos: Json<dashboard.GridPos>;
  panels: Panel[];
};

type Variable =
  | (Closed<dashboard.VariableModel, "type" | "query" | "label" | "description" | "current"> & {
      type: "query";
      label: string;
      description: string;
      datasource: DataSource;
      query: { query: string; refId: string };
      current: { text: string[]; value: string[] };
    })
  | (Closed<dashboard.VariableModel, "type" | "query" | "label" | "description"> & {
      type: "datasource";
      label: string;
      description: string;
      query: "prometheus";
    });

export type Dashboard = Closed<
  dashboard.Dashboard,
  "uid" | "title" | "description" | "panels" | "templating" | "annotations"
> & {
  uid: string;
  title: string;
  description: string;
  panels: (Panel | Row)[];
  templating: { list: Variable[] };
  annotations: { list: Closed<dashboard.AnnotationQuery, "target">[] };
};

namespace TlsTools.Reports.Ladders;

/// <summary>The colours and faces of a ladder. A page has the colours as its own variables; a picture by itself brings them along.</summary>
internal static class LadderColours
{
    /// <summary>The rules, in terms of the variables.</summary>
    public const string Rules = """
        .ladder text{font:13px var(--face)}
        .ladder text,.ladder .plain{fill:var(--ink)}
        .ladder .title{font-size:17px;font-weight:650}
        .ladder .strong{font-weight:600}
        .ladder .label{font-size:11px;font-weight:700;letter-spacing:.08em;fill:var(--ink-2)}
        .ladder .second,.ladder .detail{fill:var(--ink-2)}
        .ladder .second{font-variant-numeric:tabular-nums}
        .ladder .stage-name{font-weight:600;font-size:12.5px;fill:var(--ink-2)}
        .ladder .closed{fill:var(--closed)}
        .ladder .faint{fill:var(--ink-2)}
        .ladder .good{fill:var(--good)}
        .ladder .broken{fill:var(--bad)}
        .ladder .paper{fill:var(--paper)}
        .ladder .end{fill:var(--raised);stroke:var(--line)}
        .ladder .rail{stroke:var(--line-2);stroke-width:1.5}
        .ladder .stage{fill:var(--raised)}
        .ladder .arrow{fill:none;stroke:var(--ink);stroke-width:1.5}
        .ladder .head{stroke:none;fill:var(--ink)}
        .ladder .arrow.faint{stroke:var(--line-2)}
        .ladder .head.faint{fill:var(--line-2)}
        .ladder .arrow.closed{stroke:var(--closed);stroke-dasharray:6 4}
        .ladder .head.closed{fill:var(--closed)}
        .ladder .arrow.broken{stroke:var(--bad);stroke-width:3}
        .ladder .head.broken{fill:var(--bad)}
        .ladder .arrow.transport{stroke-dasharray:2 4}
        .ladder .callout{fill:var(--bad-paper)}
        .ladder .callout-edge,.ladder .cross{fill:var(--bad)}
        .ladder .cross-sign{fill:none;stroke:var(--paper);stroke-width:2}
        """;

    /// <summary>The variables on light paper.</summary>
    public const string Light = "--paper:#fff;--raised:#f3f5f8;--ink:#16202c;--ink-2:#4d5b6b;--line:#cfd6de;--line-2:#8b98a7;--closed:#5a4a9c;--bad:#b3202c;--bad-paper:#fdf0f0;--good:#14703f;--good-paper:#e9f6ee;--open:#8a5a00;--open-paper:#fdf5e3;--link:#0b5cad;--shade:#6b8fb8;";

    /// <summary>The variables on dark paper.</summary>
    public const string Dark = "--paper:#12171d;--raised:#1c242d;--ink:#e6ebf0;--ink-2:#a4b1bf;--line:#344150;--line-2:#6f7f90;--closed:#b9a8ff;--bad:#ff8088;--bad-paper:#331a1e;--good:#6fd09a;--good-paper:#15291f;--open:#e6b95c;--open-paper:#2c2413;--link:#7db8f5;--shade:#5d86b5;";

    /// <summary>The faces, of which every system has one.</summary>
    public const string Face = "--face:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Liberation Sans\",Arial,sans-serif;";

    /// <summary>All that a picture by itself needs.</summary>
    public const string Standalone = ":root{" + Face + Light + "}@media (prefers-color-scheme:dark){:root{" + Dark + "}}@media print{:root{" + Light + "}}\n" + Rules;
}

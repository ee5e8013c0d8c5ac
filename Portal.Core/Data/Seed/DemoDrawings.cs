namespace Portal.Core.Data.Seed;

/// <summary>
/// Pictures of the demo's products, drawn from what each one is and is made of. The same name gives
/// the same picture. On a grid of 64: m is filled with the product's colour, d with its shade, a with
/// its second colour, h with a gleam; s and t are lines in the shade and in the colour.
/// </summary>
internal static class DemoDrawings
{
    private const string Bowl = """<path class="m" d="M18 24h26v18q0 10-13 10T18 42z"/>""";
    private const string Ear = """<path class="t" d="M44 29q10 0 9 8-1 7-10 7"/>""";
    private const string Mug =
        Bowl + Ear + """<ellipse class="d" cx="31" cy="24" rx="13" ry="3.5"/>""";

    private const string Candle =
        """<rect class="m" x="19" y="28" width="26" height="25" rx="3"/><rect class="a" x="23" y="36" width="18" height="10" rx="1"/><path class="s" d="M32 28v-5"/><path class="flame" d="M32 11q6 7 0 12-6-5 0-12z"/>""";

    private const string Pot =
        """<path class="a" d="M22 42h20l-3 12H25z"/><path class="a" d="M20 38h24v5H20z"/>""";

    private const string Pouch =
        """<path class="m" d="M20 16h24l3 38H17z"/><path class="d" d="M20 12h24v5H20z"/><rect class="a" x="23" y="27" width="18" height="16" rx="2"/>""";

    /// <summary>The word of the name that says what it is, its colours, and how it looks.</summary>
    private static readonly (string Word, string Colour, string Second, string Shape)[] Shapes =
    [
        (
            "Kettle",
            "#c4703f",
            "#5b4636",
            """<path class="ta" d="M20 26q12-22 24 0"/><path class="m" d="M17 32q3-10 15-10t15 10l3 16q0 5-5 5H19q-5 0-5-5z"/><path class="m" d="M47 33l10-8 2 3-10 14z"/><circle class="a" cx="32" cy="20" r="2.5"/><path class="h" d="M21 33q2-6 7-7-4 5-4 14z"/>"""
        ),
        (
            "Milk Jug",
            "#efe3c8",
            "#3f5f8a",
            """<path class="m" d="M22 14l20-2-2 8q7 9 7 20 0 12-15 12T18 40q0-11 6-19z"/><path class="t" d="M45 26q11 1 9 11-1 6-7 6"/><path class="sa" d="M22 14l20-2"/>"""
        ),
        (
            "Skillet",
            "#3d4249",
            "#8d5a37",
            """<circle class="m" cx="27" cy="33" r="18"/><circle class="d" cx="27" cy="33" r="14"/><path class="t" d="M41 22l14-12"/><path class="h" d="M16 30q3-9 12-9-8 3-9 10z"/>"""
        ),
        (
            "Spoon Set",
            "#d3a26b",
            "#8d5a37",
            """<path class="t" d="M20 28v26M32 26v28M44 28v26"/><ellipse class="m" cx="20" cy="19" rx="6" ry="9"/><ellipse class="m" cx="44" cy="19" rx="6" ry="9"/><path class="m" d="M27 10h10v14q-5 5-10 0z"/>"""
        ),
        (
            "Stoneware Mug",
            "#b9b2a3",
            "#5e5a52",
            Mug
                + """<g class="a"><circle cx="24" cy="34" r="1"/><circle cx="30" cy="40" r="1.2"/><circle cx="37" cy="33" r="1"/><circle cx="27" cy="46" r="1"/><circle cx="38" cy="43" r="1.2"/></g>"""
        ),
        (
            "Tea Towel",
            "#f1ece0",
            "#4f7f94",
            """<path class="m" d="M18 12h28v42H18z"/><path class="sa" d="M23 12v42M27 12v42M37 12v42M41 12v42"/><path class="s" d="M14 12h36"/>"""
        ),
        (
            "Chopping Board",
            "#7b4e2f",
            "#a4703f",
            """<rect class="m" x="16" y="18" width="32" height="36" rx="5"/><path class="m" d="M27 8h10v12H27z"/><circle class="bg" cx="32" cy="13" r="2.5"/><path class="sa" d="M22 26v20M29 24v24M36 26v22M42 25v18"/>"""
        ),
        (
            "Storage Jar",
            "#b8d5d2",
            "#a9793f",
            """<rect class="m" x="18" y="20" width="28" height="34" rx="5"/><rect class="a" x="20" y="12" width="24" height="8" rx="2"/><path class="d" d="M18 38h28v11q0 5-5 5H23q-5 0-5-5z"/><path class="h" d="M22 24h4v26h-4z"/>"""
        ),
        (
            "Lantern",
            "#f3dfb8",
            "#c2452f",
            """<path class="s" d="M32 4v8"/><circle class="m" cx="32" cy="32" r="20"/><path class="s thin" d="M16 22h32M12.500 29h39M12.500 36h39M16 43h32"/><path class="a" d="M25 11h14v4H25zM25 49h14v4H25z"/>"""
        ),
        (
            "Notebook",
            "#31506e",
            "#e4b34c",
            """<rect class="m" x="16" y="10" width="32" height="44" rx="3"/><path class="d" d="M16 13q0-3 3-3h3v44h-3q-3 0-3-3z"/><path class="a" d="M40 10h4v44h-4z"/>"""
        ),
        (
            "Pen Set",
            "#23262e",
            "#c99a3b",
            """<path class="m" d="M17 42L41 12l7 6-24 30z"/><path class="a" d="M17 42l7 6-12 6z"/><path class="sa" d="M38 15l7 6"/>"""
        ),
        (
            "Card, Thank",
            "#f7efe4",
            "#b3475b",
            """<path class="m" d="M10 20h44v28H10z"/><path class="s thin" d="M10 20l22 16 22-16"/><path class="a" d="M32 44q-9-6-6-10 4-4 6 1 2-5 6-1 3 4-6 10z"/>"""
        ),
        (
            "Origami",
            "#4a8fb5",
            "#e0705a",
            """<path class="m" d="M8 30l22-6 10 20z"/><path class="a" d="M30 24l18-14-8 34z"/><path class="d" d="M8 30l32 14-14 8z"/><path class="m" d="M48 10l8 8-10 2z"/>"""
        ),
        (
            "Calendar",
            "#f4f1e6",
            "#4c7d55",
            """<rect class="m" x="13" y="12" width="38" height="42" rx="3"/><path class="a" d="M13 15q0-3 3-3h32q3 0 3 3v15H13zM32 52"/><path class="h" d="M32 29q-9-3-8-12 8 1 8 12zm0 0q9-3 8-12-8 1-8 12z"/><path class="s thin" d="M19 37h26M19 43h26M19 49h16"/>"""
        ),
        (
            "Fairy Lights",
            "#f5c451",
            "#3f5a48",
            """<path class="sa" d="M6 18q13 18 26 6t26 8"/><g class="m"><ellipse cx="14" cy="31" rx="4" ry="6"/><ellipse cx="26" cy="34" rx="4" ry="6"/><ellipse cx="39" cy="29" rx="4" ry="6"/><ellipse cx="51" cy="38" rx="4" ry="6"/></g>"""
        ),
        (
            "Throw",
            "#6d7f4f",
            "#cfd0a8",
            """<path class="m" d="M12 22q20-8 40 0v26H12z"/><path class="d" d="M12 34q20-8 40 0v6q-20-8-40 0z"/><path class="s" d="M15 48v6M22 48v6M29 48v6M36 48v6M43 48v6M49 48v6"/>"""
        ),
        (
            "Tote",
            "#e6d8bc",
            "#47684f",
            """<path class="ta" d="M23 26V18q0-9 9-9t9 9v8"/><path class="m" d="M14 24h36l3 30H11z"/><path class="a" d="M32 47q-10-4-8-14 9 1 8 14zm0 0q10-4 8-14-9 1-8 14z"/>"""
        ),
        (
            "Socks",
            "#8d6f8f",
            "#ded0dd",
            """<path class="m" d="M22 10h16v24l11 9q4 5-1 10-3 2-7 0L24 44q-2-2-2-6z"/><path class="a" d="M22 10h16v7H22z"/><path class="a" d="M49 43q4 5-1 10-3 2-7 0l-3-2z"/>"""
        ),
        (
            "Apron",
            "#3a4a86",
            "#d9c39a",
            """<path class="sa" d="M25 18q-2-10 7-10t7 10"/><path class="m" d="M24 16h16v10l9 6v22H15V32l9-6z"/><path class="d" d="M23 36h18v10H23z"/>"""
        ),
        (
            "Backpack",
            "#6a6b43",
            "#a8652f",
            """<path class="s" d="M26 14q0-6 6-6t6 6"/><path class="m" d="M16 24q0-12 16-12t16 12v26q0 4-4 4H20q-4 0-4-4z"/><path class="d" d="M20 38h24v13H20z"/><path class="a" d="M23 24h4v20h-4zM37 24h4v20h-4z"/>"""
        ),
        (
            "Scarf",
            "#9b2f36",
            "#e9d9bf",
            """<path class="m" d="M18 10h14v40H18z"/><path class="m" d="M28 12h16l2 34H34z"/><path class="sa" d="M18 20h24M18 30h26M18 40h27M25 10v40M38 12l2 34"/><path class="s" d="M20 50v5M25 50v5M30 50v5M37 46v5M43 46v5"/>"""
        ),
        ("Candle, Fig", "#5d4a66", "#efe6d2", Candle),
        ("Candle, Sea", "#8fb6c3", "#f3f1ea", Candle),
        (
            "Tapers",
            "#d9a441",
            "#8a5a1e",
            """<path class="m" d="M22 24h6v30h-6zM36 18h6v36h-6z"/><path class="flame" d="M25 9q5 6 0 11-5-5 0-11zM39 4q5 6 0 10-5-4 0-10z"/><path class="s" d="M25 24v-4M39 18v-4"/>"""
        ),
        (
            "Candlestick",
            "#c79a3a",
            "#f2e9d6",
            """<path class="a" d="M28 10h8v18h-8z"/><path class="m" d="M24 28h16v4H24zM29 32h6v16h-6zM18 48h28v6H18z"/><circle class="m" cx="32" cy="40" r="5"/><path class="h" d="M31 33h1.500v14H31z"/>"""
        ),
        (
            "Diffuser",
            "#9ab39a",
            "#9a7446",
            """<path class="sa" d="M29 26L20 6M31 26L29 5M33 26L38 5M35 26L46 8"/><path class="m" d="M27 24h10v6l9 8v12q0 4-4 4H22q-4 0-4-4V38l9-8z"/><path class="h" d="M22 40h4v10h-4z"/>"""
        ),
        (
            "Match Striker",
            "#2f6f6b",
            "#d9b98b",
            """<path class="sa" d="M25 26l-3-14M32 26V9M38 26l4-13"/><g class="red"><circle cx="22" cy="11" r="2.500"/><circle cx="32" cy="8" r="2.500"/><circle cx="42" cy="12" r="2.500"/></g><rect class="m" x="19" y="25" width="26" height="29" rx="6"/><path class="d" d="M19 38h26v8H19z"/>"""
        ),
        (
            "Train",
            "#b5803f",
            "#b83a34",
            """<path class="m" d="M10 24h20v20H10z"/><path class="a" d="M30 30h22v14H30zM44 18h6v12h-6zM8 20h24v5H8z"/><rect class="bg" x="15" y="28" width="10" height="8"/><g class="d"><circle cx="18" cy="47" r="6"/><circle cx="34" cy="47" r="6"/><circle cx="47" cy="47" r="6"/></g>"""
        ),
        (
            "Rainbow",
            "#d8574b",
            "#e9b949",
            """<g fill="none" stroke-width="6"><path stroke="#d8574b" d="M9 50V44q0-23 23-23t23 23v6"/><path stroke="#e9b949" d="M16 50v-6q0-16 16-16t16 16v6"/><path stroke="#5f9c76" d="M23 50v-6q0-9 9-9t9 9v6"/></g><path class="blue" d="M29 50v-5q0-3 3-3t3 3v5z"/>"""
        ),
        (
            "Rabbit",
            "#a3a6ad",
            "#e8b9bd",
            """<ellipse class="m" cx="25" cy="18" rx="4.500" ry="12"/><ellipse class="m" cx="39" cy="18" rx="4.500" ry="12"/><ellipse class="a" cx="25" cy="18" rx="2" ry="8"/><ellipse class="a" cx="39" cy="18" rx="2" ry="8"/><circle class="m" cx="32" cy="39" r="16"/><g class="ink"><circle cx="26" cy="37" r="2"/><circle cx="38" cy="37" r="2"/></g><path class="a" d="M29 42h6l-3 4z"/>"""
        ),
        (
            "Memory Game",
            "#4e7a52",
            "#f0e6cf",
            """<rect class="a" x="10" y="10" width="20" height="20" rx="3"/><rect class="m" x="34" y="10" width="20" height="20" rx="3"/><rect class="m" x="10" y="34" width="20" height="20" rx="3"/><rect class="a" x="34" y="34" width="20" height="20" rx="3"/><path class="m" d="M20 13l6 9h-4v5h-4v-5h-4zM44 37l6 9h-4v5h-4v-5h-4z"/>"""
        ),
        (
            "Kite",
            "#cf3b3b",
            "#f0c14b",
            """<path class="m" d="M34 6l16 18-16 22-16-22z"/><path class="a" d="M34 6l16 18H34zM18 24h16v22z"/><path class="s" d="M34 46q-10 4-6 8t-8 6"/>"""
        ),
        (
            "Watercolour",
            "#f3f2ee",
            "#6d737d",
            """<rect class="a" x="9" y="16" width="46" height="34" rx="4"/><rect class="m" x="12" y="19" width="40" height="28" rx="2"/><g><circle fill="#d8574b" cx="20" cy="27" r="4"/><circle fill="#e9a23b" cx="32" cy="27" r="4"/><circle fill="#e9d34b" cx="44" cy="27" r="4"/><circle fill="#4f9a66" cx="20" cy="39" r="4"/><circle fill="#4778c2" cx="32" cy="39" r="4"/><circle fill="#7d519e" cx="44" cy="39" r="4"/></g>"""
        ),
        (
            "Bandschleifer",
            "#2f5f9e",
            "#d9b36a",
            """<path class="m" d="M12 30q0-8 8-8h24q8 0 8 8v8H12z"/><path class="t" d="M22 22q2-10 12-10h8"/><rect class="a" x="9" y="38" width="46" height="14" rx="7"/><circle class="d" cx="17" cy="45" r="4"/><circle class="d" cx="47" cy="45" r="4"/>"""
        ),
        (
            "Schraubendreher",
            "#d2542c",
            "#8f96a1",
            """<path class="ta thin" d="M20 34v18M32 34v20M44 34v16"/><g class="m"><rect x="16" y="10" width="8" height="24" rx="4"/><rect x="28" y="10" width="8" height="24" rx="4"/><rect x="40" y="10" width="8" height="24" rx="4"/></g><path class="d" d="M17 28h6v3h-6zM29 28h6v3h-6zM41 28h6v3h-6z"/>"""
        ),
        (
            "Japansäge",
            "#c9a46c",
            "#a5adb8",
            """<path class="a" d="M28 28L56 8v14L34 34z"/><path class="s thin" d="M34 34l22-12"/><path class="t" d="M30 31L10 50"/><path class="s thin" d="M25 34l4 4M20 39l4 4M15 44l4 4"/>"""
        ),
        (
            "Hobelbank",
            "#c68f55",
            "#7b5330",
            """<path class="m" d="M7 20h50v9H7z"/><path class="d" d="M13 29h7v24h-7zM44 29h7v24h-7z"/><path class="a" d="M20 42h24v5H20zM4 22h5v14H4z"/><path class="sa" d="M2 29h6"/>"""
        ),
        (
            "Stechbeitel",
            "#b9793b",
            "#97a0ac",
            """<g class="a"><path d="M17 32h6v16l-6 5zM29 32h6v18l-6 5zM41 32h6v14l-6 5z"/></g><g class="m"><rect x="16" y="9" width="8" height="23" rx="3"/><rect x="28" y="9" width="8" height="23" rx="3"/><rect x="40" y="9" width="8" height="23" rx="3"/></g><path class="d" d="M16 28h8v4h-8zM28 28h8v4h-8zM40 28h8v4h-8z"/>"""
        ),
        (
            "Zollstock",
            "#e8bf3f",
            "#3c3c3c",
            """<path class="m" d="M8 44L22 12l7 3-14 32z"/><path class="d" d="M22 12l7 3 12 33-7 2z"/><path class="m" d="M34 50L48 16l7 3-14 32z"/><path class="sa thin" d="M14 40l3 1M16 35l3 1M18 30l3 1M20 25l3 1M40 44l3 1M42 39l3 1M44 34l3 1M46 29l3 1"/>"""
        ),
        (
            "Espresso",
            "#2f2622",
            "#d08a3e",
            Pouch + """<path class="d" d="M32 30q5 5 0 10-5-5 0-10z"/>"""
        ),
        (
            "Filterkaffee",
            "#2b5a73",
            "#f0e3cb",
            Pouch + """<path class="d" d="M32 30q5 5 0 10-5-5 0-10z"/>"""
        ),
        (
            "Handmühle",
            "#aab2bb",
            "#4b3325",
            """<path class="sa" d="M32 14h16"/><circle class="a" cx="50" cy="12" r="4"/><path class="m" d="M23 18h18v22H23z"/><path class="d" d="M25 14h14v5H25z"/><path class="a" d="M22 40h20v14H22z"/><path class="h" d="M26 20h4v18h-4z"/>"""
        ),
        (
            "French Press",
            "#c9d6d8",
            "#4a3025",
            """<path class="s" d="M32 6v14"/><circle class="a" cx="32" cy="7" r="3"/><path class="d" d="M18 18h26v4H18z"/><path class="m" d="M19 22h24v32H19z"/><path class="a" d="M19 36h24v18H19z"/><path class="t" d="M43 28q10 0 9 10-1 8-9 8"/>"""
        ),
        (
            "Porzellanfilter",
            "#f4f2ec",
            "#8a8f99",
            """<path class="m" d="M13 16h38L38 40H26z"/><path class="m" d="M18 42h28v5H18z"/><path class="s thin" d="M22 20l8 18M32 20v18M42 20l-8 18"/><path class="t thin" d="M49 20q9 4 2 12l-8-2"/>"""
        ),
        (
            "Tasse",
            "#33589c",
            "#e5e9f2",
            Mug + """<ellipse class="a" cx="31" cy="54" rx="20" ry="3"/>"""
        ),
        (
            "Strauß",
            "#d9647c",
            "#4c7d55",
            """<path class="sa" d="M32 52L20 24M32 52V20M32 52l12-28M32 52L14 34M32 52l18-18"/><g class="m"><circle cx="20" cy="20" r="7"/><circle cx="44" cy="20" r="7"/></g><circle class="flame" cx="32" cy="16" r="8"/><circle class="d" cx="14" cy="31" r="5"/><circle class="d" cx="50" cy="31" r="5"/><path class="h" d="M24 40h16l-4 16h-8z"/>"""
        ),
        (
            "Monstera",
            "#3d7f50",
            "#c0704a",
            Pot
                + """<path class="s" d="M32 40V22M32 40L20 26M32 40l13-12"/><path class="m" d="M32 24q-12-8 0-19 12 11 0 19zM20 29Q7 27 9 14q14 1 11 15zM44 30q-2-14 12-14 1 13-12 14z"/>"""
        ),
        (
            "Topf",
            "#c66f45",
            "#8b4426",
            """<path class="m" d="M18 26h28l-4 28H22z"/><path class="d" d="M14 16h36v11H14z"/><path class="h" d="M23 30h4l2 20h-3z"/>"""
        ),
        (
            "Kranz",
            "#b98a5e",
            "#9aa36f",
            """<circle class="wreath" cx="32" cy="32" r="18"/><g class="a"><circle cx="32" cy="13" r="5"/><circle cx="48" cy="23" r="4"/><circle cx="49" cy="41" r="5"/><circle cx="15" cy="41" r="5"/><circle cx="16" cy="23" r="4"/></g><g class="pink"><circle cx="41" cy="16" r="4"/><circle cx="32" cy="51" r="5"/><circle cx="13" cy="32" r="4"/></g>"""
        ),
        (
            "Saatgut",
            "#efe1bd",
            "#5c8a4d",
            """<path class="m" d="M17 10h30v44H17z"/><path class="d" d="M17 10h30v6H17z"/><path class="sa" d="M32 48V30"/><path class="flame" d="M32 20q8 2 8 9-8 4-8 2 0 2-8-2 0-7 8-9z"/><path class="a" d="M32 44q-8 0-9-8 9 0 9 8zm0-3q8 0 9-8-9 0-9 8z"/>"""
        ),
        (
            "Gießkanne",
            "#9aa4ad",
            "#6b747d",
            """<path class="m" d="M20 26h24v26H20z"/><path class="t thin" d="M21 44L8 26"/><path class="d" d="M4 26l9-6 2 4-8 6z"/><path class="ta" d="M44 30q12 2 4 18M22 26q10-16 20 0"/><path class="h" d="M24 29h4v20h-4z"/>"""
        ),
    ];

    /// <summary>An SVG of the product; null for a name that is not the demo's.</summary>
    public static string? Of(string name)
    {
        var found = Array.Find(Shapes, s => name.Contains(s.Word, StringComparison.Ordinal));
        return found.Shape is null ? null : Draw(found.Colour, found.Second, found.Shape);
    }

    private static string Draw(string colour, string second, string shape)
    {
        var (shade, ground) = (Mix(colour, 0, 26), Mix(second, 255, 80));
        return $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><style>.bg{fill:{{ground}}}.m{fill:{{colour}}}.a{fill:{{second}}}.d{fill:{{shade}}}.h{fill:#fff;opacity:.35}.s,.t,.sa,.ta,.wreath{fill:none;stroke-linecap:round;stroke-linejoin:round;stroke-width:2}.s{stroke:{{shade}}}.sa{stroke:{{second}}}.t,.ta{stroke-width:4}.t{stroke:{{colour}}}.ta{stroke:{{second}}}.thin{stroke-width:1.5}.wreath{stroke:{{colour}};stroke-width:9}.flame{fill:#f2b13c}.red{fill:#c43d33}.blue{fill:#4778c2}.pink{fill:#d98a97}.ink{fill:#2c2f36}</style><rect class="bg" width="64" height="64"/><ellipse cx="32" cy="55" rx="20" ry="2.500" fill="#000" opacity=".08"/>{{shape}}</svg>
            """;
    }

    /// <summary>The colour moved towards white (255) or black (0) by so many percent.</summary>
    private static string Mix(string colour, int towards, int percent)
    {
        var parts = Convert
            .FromHexString(colour[1..])
            .Select(c => (byte)(c + (towards - c) * percent / 100));
        return $"#{Convert.ToHexStringLower([.. parts])}";
    }
}

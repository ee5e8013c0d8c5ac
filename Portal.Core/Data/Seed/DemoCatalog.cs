namespace Portal.Core.Data.Seed;

/// <summary>What the demo's shops sell and who buys it.</summary>
internal static class DemoCatalog
{
    /// <summary>Shop, name, price in minor units.</summary>
    public static readonly (string Shop, string Name, long PriceMinor)[] Products =
    [
        ("copper-kettle", "Copper Stovetop Kettle, 1.5 l", 6_495),
        ("copper-kettle", "Enamel Milk Jug, Cream", 1_895),
        ("copper-kettle", "Cast Iron Skillet, 26 cm", 4_250),
        ("copper-kettle", "Beechwood Spoon Set", 1_250),
        ("copper-kettle", "Stoneware Mug, Speckled", 1_150),
        ("copper-kettle", "Linen Tea Towel, Striped", 895),
        ("copper-kettle", "Walnut Chopping Board", 3_900),
        ("copper-kettle", "Glass Storage Jar, 1 l", 795),
        ("paper-lantern", "Rice Paper Lantern, Round", 1_495),
        ("paper-lantern", "Dotted Notebook, A5", 1_095),
        ("paper-lantern", "Calligraphy Pen Set", 2_650),
        ("paper-lantern", "Letterpress Card, Thank You", 395),
        ("paper-lantern", "Origami Paper, 200 Sheets", 850),
        ("paper-lantern", "Wall Calendar, Botanical", 1_650),
        ("paper-lantern", "Fairy Lights, Warm White", 1_295),
        ("field-and-thread", "Merino Throw, Moss", 7_900),
        ("field-and-thread", "Organic Cotton Tote", 1_495),
        ("field-and-thread", "Wool Socks, Heather", 1_250),
        ("field-and-thread", "Linen Apron, Indigo", 3_450),
        ("field-and-thread", "Waxed Canvas Backpack", 8_950),
        ("field-and-thread", "Lambswool Scarf, Check", 4_295),
        ("candle-room", "Soy Candle, Fig & Cedar", 1_895),
        ("candle-room", "Soy Candle, Sea Salt", 1_895),
        ("candle-room", "Beeswax Tapers, Pair", 1_150),
        ("candle-room", "Brass Candlestick", 2_495),
        ("candle-room", "Reed Diffuser, White Tea", 2_650),
        ("candle-room", "Match Striker Jar", 1_450),
        ("oak-street-toys", "Wooden Train Set", 3_995),
        ("oak-street-toys", "Stacking Rainbow", 2_450),
        ("oak-street-toys", "Plush Rabbit, Grey", 1_695),
        ("oak-street-toys", "Memory Game, Forest", 1_295),
        ("oak-street-toys", "Kite, Red Swallow", 1_850),
        ("oak-street-toys", "Watercolour Box, 24", 1_595),
        ("werkbank", "Bandschleifer 900 W", 8_990),
        ("werkbank", "Schraubendreher-Satz, 12-tlg.", 2_490),
        ("werkbank", "Japansäge, 240 mm", 3_450),
        ("werkbank", "Hobelbank, Buche", 34_900),
        ("werkbank", "Stechbeitel-Satz", 4_990),
        ("werkbank", "Zollstock, 2 m", 690),
        ("kaffeekontor", "Espresso Nr. 4, 1 kg", 2_390),
        ("kaffeekontor", "Filterkaffee Hamburg, 500 g", 1_190),
        ("kaffeekontor", "Handmühle, Edelstahl", 6_900),
        ("kaffeekontor", "French Press, 8 Tassen", 3_290),
        ("kaffeekontor", "Porzellanfilter, Gr. 4", 1_850),
        ("kaffeekontor", "Tasse Kontor, blau", 990),
        ("blumen-adler", "Strauß der Woche", 2_990),
        ("blumen-adler", "Monstera, 60 cm", 3_490),
        ("blumen-adler", "Terrakotta-Topf, 20 cm", 1_290),
        ("blumen-adler", "Trockenblumen-Kranz", 2_650),
        ("blumen-adler", "Saatgut Wildwiese", 490),
        ("blumen-adler", "Gießkanne, Zink", 2_190),
    ];

    public static readonly string[] FirstNames =
    [
        "Amelia", "Oliver", "Isla", "George", "Ava", "Noah", "Mia", "Arthur", "Ivy", "Leo", "Freya",
        "Oscar", "Priya", "Samir", "Chiara", "Mateo", "Aoife", "Tomasz", "Ingrid", "Kwame", "Yuki",
        "Hannah", "Jonas", "Lena", "Emil", "Nadia", "Felix", "Clara", "Rahul", "Zofia", "Hugo", "Marta",
    ];

    public static readonly string[] LastNames =
    [
        "Bennett", "Clarke", "Davies", "Evans", "Foster", "Gallagher", "Hughes", "Iqbal", "Jensen",
        "Kaur", "Lindqvist", "Murphy", "Novak", "Okafor", "Patel", "Quinn", "Rossi", "Schmidt",
        "Taylor", "Underwood", "Vasquez", "Walker", "Young", "Zimmermann", "Acheampong", "Baker",
        "Carter", "Dubois", "Eriksen", "Fischer", "Green", "Hoffmann",
    ];
}

namespace Portal.Core.Imports.Samples;

/// <summary>Invented customers: the same number is always the same one.</summary>
internal static class SampleNames
{
    private static readonly string[] Given =
    [
        "Ada",
        "Ben",
        "Clara",
        "David",
        "Elena",
        "Farid",
        "Grace",
        "Hugo",
        "Ines",
        "Jonas",
        "Katya",
        "Liam",
        "Mei",
        "Nadia",
        "Oscar",
        "Priya",
        "Quinn",
        "Rosa",
        "Samuel",
        "Tara",
        "Umar",
        "Vera",
        "Wim",
        "Xenia",
        "Yusuf",
        "Zoe",
    ];

    private static readonly string[] Family =
    [
        "Abbott",
        "Berger",
        "Costa",
        "Dubois",
        "Evans",
        "Fischer",
        "Garcia",
        "Hansen",
        "Ivanov",
        "Jensen",
        "Kowalski",
        "Lopez",
        "Moreau",
        "Novak",
        "Okafor",
        "Patel",
        "Rossi",
        "Silva",
        "Tanaka",
        "Usman",
        "Virtanen",
        "Weber",
        "Young",
        "Zeman",
    ];

    private static readonly string[] Countries =
    [
        "United Kingdom",
        "United Kingdom",
        "United Kingdom",
        "Ireland",
        "France",
        "Germany",
        "Netherlands",
        "Spain",
    ];

    public static (string Given, string Family) Of(int customer) =>
        (Given[customer % Given.Length], Family[customer / Given.Length % Family.Length]);

    public static string Country(int customer) => Countries[customer % Countries.Length];
}

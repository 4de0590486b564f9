namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What would leave its literal, comment or identifier, if anything did.</summary>
internal static class HostileText
{
    public static readonly string[] All =
    [
        "*/ } class Injected { /*",
        "\"; System.Console.WriteLine(1); //",
        "{0} {name} {{x}}",
        "line\nbreak\r\nnext\u2028separator\u0085next\u0000end",
        "</summary> <script>",
        "\\u0022 \\\" \\",
        "名前 🚀",
        "Equals",
    ];
}

namespace Brev.Sdk.Organizations;

/// <summary>Words the errors of choosing an organization: what happened, the choices, what to do.</summary>
internal static class OrganizationChoice
{
    private const int MostNamed = 20;
    private const string NoChoice = "You belong to no organization: create one with CreateOrganizationAsync.";

    /// <summary>An error that names the choices.</summary>
    public static BrevOrganizationException Error(
        string happened, string remedy, IReadOnlyList<Organization> choices, Exception? inner = null) =>
        new($"{happened} {(choices.Count == 0 ? NoChoice : $"{remedy} Yours are {List(choices)}.")}", choices, inner);

    private static string List(IReadOnlyList<Organization> choices) =>
        string.Join(", ", choices.Take(MostNamed).Select(static choice => $"'{choice.Name}' ({choice.Id})"))
        + (choices.Count > MostNamed ? $" and {choices.Count - MostNamed} more" : "");
}

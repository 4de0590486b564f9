namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>A value with what travels for it.</summary>
/// <param name="Place">Where the value travels.</param>
/// <param name="Style">The members of the parameter or of the encoding.</param>
/// <param name="Schema">The members of its schema.</param>
/// <param name="Value">
/// The value as JSON. Null is an optional one that is not given. An empty text is one of an optional parameter, too: a client refuses it
/// for a required header.
/// </param>
/// <param name="Expected">The text that travels; none when nothing does.</param>
/// <param name="Section">Where the specification says so.</param>
/// <param name="Name">The name of the parameter or of the member.</param>
internal sealed record WireCase(
    string Place, string Style, string Schema, string Value, string? Expected, string Section, string Name = "color");

namespace Brev.Sdk.Generators.Specs;

/// <summary>
/// What becomes one file. It is a class, as everything is that the steps hand on: for structs the runtime compiles the compiler's own code
/// anew, which is most of what a first run costs.
/// </summary>
/// <param name="Namespace">The namespace of the document.</param>
/// <param name="Path">Where the document was read.</param>
/// <param name="Spec">What is emitted.</param>
internal sealed record EmittedSpec<T>(string Namespace, string Path, T Spec)
    where T : class;

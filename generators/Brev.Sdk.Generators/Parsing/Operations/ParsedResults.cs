using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>What an operation answers with.</summary>
/// <param name="Result">What its method gives.</param>
/// <param name="Streamed">What a second method gives, where the same answer comes as a stream as well; none where it does not.</param>
/// <param name="HasEmptySuccess">Whether a success without a body is described.</param>
internal sealed record ParsedResults(ResultSpec Result, ResultSpec? Streamed, bool HasEmptySuccess);

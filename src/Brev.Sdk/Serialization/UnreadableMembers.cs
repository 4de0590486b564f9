using System.Collections.Concurrent;
using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Serialization;

/// <summary>
/// Logs each member that cannot be read once for a client, however many answers have it. Their number is bounded by that of the document's
/// members.
/// </summary>
internal sealed class UnreadableMembers(ILogger logger)
{
    private readonly ConcurrentDictionary<(string Type, string Member), bool> _logged = new();

    public void Add(string type, string member)
    {
        if (_logged.TryAdd((type, member), true))
        {
            Say.Quietly(() => Log.MemberUnreadable(logger, type, member));
        }
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brev.Sdk.Files;

namespace Brev.Sdk.Stores;

/// <summary>The organization that the brev CLI works in: <c>active_org.json</c>, beside the credentials file.</summary>
internal sealed class ActiveOrganizationFile(string folder, TimeProvider? timeProvider = null)
{
    private const int MostAttempts = 8;
    private const int LargestFile = 64 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Real time unless a test says otherwise: the CLI goes by no clock of the application.
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>The file itself, links followed, so that a write replaces what a link points at.</summary>
    public string Path => CredentialsFileLocation.FollowLinks(System.IO.Path.Combine(folder, "active_org.json"));

    /// <summary>
    /// The organization in the file; <see langword="null"/> when there is no file, or no id in it. The CLI rewrites the file in place, so a
    /// file that is cut off is read again a few times.
    /// </summary>
    /// <exception cref="BrevConfigurationException">The file is damaged, or cannot be read.</exception>
    public async ValueTask<Organization?> ReadAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
            {
                if (attempt == MostAttempts)
                {
                    throw Damaged(exception);
                }
            }

            await Task.Delay(Pause, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Replaces the file as a whole, in the CLI's own layout.</summary>
    public async ValueTask WriteAsync(Organization organization)
    {
        var (id, name, network) = (Quoted(organization.Id), Quoted(organization.Name), Quoted(organization.UserNetworkId));
        var text = $"{{\n \"id\": {id},\n \"name\": {name},\n \"userNetworkId\": {network}\n}}";
        await new AtomicFile(DiskFlush.Default, _timeProvider).ReplaceAsync(Path, Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
    }

    private static string Quoted(string? text) => $"\"{JsonEncodedText.Encode(text ?? "", JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private async ValueTask<Organization?> TryReadAsync(CancellationToken cancellationToken)
    {
        var content = await OrdinaryFile.ReadAsync(Path, LargestFile, cancellationToken).ConfigureAwait(false);
        using var json = JsonDocument.Parse(WithoutByteOrderMark(content));
        return Read(json.RootElement);
    }

    /// <summary>The CLI's decoder ignores case, and takes <c>null</c> for nothing.</summary>
    private static Organization? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The root is not an object.");
        }

        var texts = root.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.String)
            .GroupBy(static member => member.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                static members => members.Key,
                static members => members.Last().Value.GetString()!.Trim(),
                StringComparer.OrdinalIgnoreCase);
        return texts.GetValueOrDefault("id") is { Length: > 0 } id
            ? new Organization { Id = id, Name = texts.GetValueOrDefault("name"), UserNetworkId = texts.GetValueOrDefault("userNetworkId") }
            : null;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    private BrevConfigurationException Damaged(Exception exception) => new(
        $"The active organization in '{Path}' cannot be read: "
        + (exception is JsonException ? "it is not the JSON object that the brev CLI writes. " : $"{exception.Message.TrimEnd('.')}. ")
        + $"Run `brev set`, call {nameof(OrganizationExtensions.SetActiveOrganizationAsync)}, or delete the file.",
        exception);
}

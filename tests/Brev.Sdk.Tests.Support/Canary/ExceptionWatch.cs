using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Brev.Sdk.Tests.Canary;

/// <summary>
/// Shows a canary every exception that is thrown in the process, caught or not, until it is disposed. Those of the tests and of xunit are
/// left out.
/// </summary>
internal sealed class ExceptionWatch : IDisposable
{
    private readonly CanaryWatch _watch;
    private readonly ThreadLocal<bool> _isLooking = new();

    /// <summary>An exception comes by once for every await that it passes; it says the same each time, but for its stack trace.</summary>
    private readonly ConditionalWeakTable<Exception, object> _seen = [];

    public ExceptionWatch(CanaryWatch watch)
    {
        _watch = watch;
        AppDomain.CurrentDomain.FirstChanceException += Look;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Look;

    public void See(Exception exception)
    {
        var kind = exception.GetType().Assembly == typeof(BrevException).Assembly ? TextKind.OwnException : TextKind.OtherException;
        var text = Write(exception);

        // Whose it is costs more to find out than what it says.
        if (CanaryMark.FindIn(text) is null || !IsOfTests(exception))
        {
            _watch.See(kind, text);
        }
    }

    /// <summary>
    /// All that an exception says: its text with what is inside it, its data, and what the SDK's own hold for those who ask.
    /// </summary>
    public static string Write(Exception exception)
    {
        var text = exception.ToString();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            text += current.Data.Count > 0
                ? string.Join(' ', current.Data.Keys.Cast<object>().Select(key => $" {key}={current.Data[key]}"))
                : "";
            text += current is BrevApiException answered
                ? $" {answered.Path} {answered.ErrorMessage} {answered.BodyExcerpt} {string.Join(' ', answered.Errors)}"
                : "";
        }

        return text;
    }

    private void Look(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (_isLooking.Value)
        {
            return;
        }

        _isLooking.Value = true;
        try
        {
            if (_seen.TryAdd(thrown.Exception, this))
            {
                See(thrown.Exception);
            }
        }
        catch (Exception)
        {
            // What is thrown here would take the place of the exception that is looked at.
        }
        finally
        {
            _isLooking.Value = false;
        }
    }

    private static bool IsOfTests(Exception exception) =>
        exception.Source is { } source && (source == "Brev.Sdk.Tests" || source.StartsWith("xunit", StringComparison.Ordinal));
}

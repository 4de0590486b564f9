using System.Globalization;

namespace Brev.Sdk.Testing;

/// <summary>What the organizations of the fake have to spend. Nothing is charged for workspaces. Thread-safe.</summary>
public sealed class FakeBilling
{
    private readonly object _lock = new();
    private readonly Dictionary<string, decimal> _balances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _codes = new(StringComparer.Ordinal);

    internal FakeBilling()
    {
    }

    /// <summary>Whether balances travel as text instead of as numbers; both have been seen. Default: <see langword="false"/>.</summary>
    public bool WriteBalanceAsText { get; set; }

    /// <summary>What an organization has, in US dollars. Default: 100.</summary>
    public decimal GetBalance(string organizationId)
    {
        lock (_lock)
        {
            return _balances.GetValueOrDefault(organizationId, 100m);
        }
    }

    /// <summary>Sets what an organization has, in US dollars.</summary>
    public void SetBalance(string organizationId, decimal dollars)
    {
        lock (_lock)
        {
            _balances[organizationId] = dollars;
        }
    }

    /// <summary>Makes a credit code that can be redeemed once.</summary>
    /// <param name="code">The code.</param>
    /// <param name="dollars">What it is worth.</param>
    public void AddCreditCode(string code, decimal dollars)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        lock (_lock)
        {
            _codes[code] = dollars;
        }
    }

    internal decimal? Redeem(string organizationId, string code)
    {
        lock (_lock)
        {
            if (!_codes.Remove(code, out var dollars))
            {
                return null;
            }

            _balances[organizationId] = _balances.GetValueOrDefault(organizationId, 100m) + dollars;
            return dollars;
        }
    }

    internal static string Text(decimal dollars) => dollars.ToString("0.00", CultureInfo.InvariantCulture);
}

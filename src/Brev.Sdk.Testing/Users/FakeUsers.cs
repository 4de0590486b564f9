using System.Collections.Concurrent;

namespace Brev.Sdk.Testing;

/// <summary>The accounts of the fake. It starts with one, which is signed in. Thread-safe.</summary>
public sealed class FakeUsers
{
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unregistered = new(StringComparer.Ordinal);
    private int _number;

    internal FakeUsers() => Current = Add("dev");

    /// <summary>The account that <see cref="FakeBrev.CreateOptions()"/> signs in with.</summary>
    public User Current { get; private set; }

    /// <summary>Every account, in the order of their ids.</summary>
    public IReadOnlyList<User> All => [.. _users.Values.OrderBy(static user => user.Id, StringComparer.Ordinal)];

    /// <summary>Adds an account.</summary>
    /// <param name="username">Its name; its e-mail address is this at <c>example.com</c>.</param>
    /// <param name="type">Administrator or not; <see langword="null"/> for not.</param>
    public User Add(string username, GlobalUserType? type = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(username);
        var id = $"user-{Interlocked.Increment(ref _number)}";
        return _users[id] = new User
        {
            Id = id,
            PublicKey = $"ssh-ed25519 AAAASYNTHETIC {username}@example.com",
            Username = username,
            Name = username,
            Email = $"{username}@example.com",
            WorkspacePassword = "synthetic-password",
            BaseWorkspaceRepo = "",
            GlobalUserType = type ?? GlobalUserType.Standard,
            IdeConfig = new IdeConfig { DefaultWorkingDir = "", Vscode = new VsCodeConfig() },
            ExternalIdentities = [new ExternalIdentity { IdentityId = $"ident-{id}", Provider = "kas", ExternalId = $"subject-{id}" }],
        };
    }

    /// <summary>
    /// Adds an account that the identity provider knows and Brev does not yet, as before a person's first login: until it has been
    /// registered, Brev finds no user for its token.
    /// </summary>
    /// <param name="username">Its name; its e-mail address is this at <c>example.com</c>.</param>
    public User AddUnregistered(string username)
    {
        var user = Add(username);
        _unregistered[user.Id!] = true;
        return user;
    }

    /// <summary>An account by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public User Get(string userId) => _users.TryGetValue(userId, out var user)
        ? user
        : throw new KeyNotFoundException($"The fake has no user '{userId}'. Add it with Users.Add.");

    /// <summary>Replaces an account by another version of it, found by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none with that id.</exception>
    public void Update(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        Get(user.Id ?? "");
        _users[user.Id!] = user;
        if (Current.Id == user.Id)
        {
            Current = user;
        }
    }

    /// <summary>
    /// Gives <see cref="Current"/> a real SSH key, for a test that serves SSH itself. Without it the private key is a made-up text.
    /// </summary>
    /// <param name="privateKey">The private key in PEM or OpenSSH form.</param>
    /// <param name="publicKey">The public key in OpenSSH form.</param>
    public void SetSshKey(string privateKey, string publicKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(privateKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(publicKey);
        SshPrivateKey = privateKey;
        Update(Current with { PublicKey = publicKey });
    }

    internal string? SshPrivateKey { get; private set; }

    internal static string SubjectOf(User user) =>
        user.ExternalIdentities is [{ ExternalId: { Length: > 0 } subject }, ..] ? subject : user.Id!;

    internal User? FindByEmail(string? email) =>
        _users.Values.FirstOrDefault(user => string.Equals(user.Email, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the account had to be registered and now is.</summary>
    internal bool Register(string userId) => _unregistered.TryRemove(userId, out _);

    /// <summary>The account if Brev knows it.</summary>
    internal User? FindRegistered(string userId) => _unregistered.ContainsKey(userId) ? null : Find(userId);

    internal User? Find(string userId) => _users.GetValueOrDefault(userId);
}

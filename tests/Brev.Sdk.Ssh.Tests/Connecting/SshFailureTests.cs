using Brev.Sdk.Ssh.Connecting;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>What the library's exceptions mean.</summary>
public sealed class SshFailureTests
{
    [Theory]
    [InlineData("Channel was closed.", true)]
    [InlineData("Connection was closed by the server.", true)]
    [InlineData("Permission denied.", false)]
    public void A_channel_that_the_server_has_closed_is_a_lost_connection(string message, bool isLost) =>
        Assert.Equal(isLost, SshFailure.IsLost(new SshException(message)));

    [Fact]
    public void A_path_that_is_not_there_is_no_lost_connection() =>
        Assert.False(SshFailure.IsLost(new SftpPathNotFoundException("The folder was closed.")));
}

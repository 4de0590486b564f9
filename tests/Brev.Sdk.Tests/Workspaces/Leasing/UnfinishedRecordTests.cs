namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What programs leave in the folder of the records that die while they write one.</summary>
public sealed class UnfinishedRecordTests : LeaseCase
{
    private static readonly TimeSpan Old = TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_is_left_of_a_first_record_is_removed_when_it_is_old()
    {
        Leave(".0123.json.brev-4567.tmp", Old);
        Leave("0123.json.lock", Old);
        Leave(".89ab.json.brev-cdef.tmp", Old);

        Assert.Empty(await ReclaimAsync());

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData(".0123.json.brev-4567.tmp")]
    [InlineData("0123.json.lock")]
    public async Task What_is_new_may_belong_to_a_program_that_writes_its_first_record_and_stays(string young)
    {
        Leave(".0123.json.brev-4567.tmp", Old);
        Leave("0123.json.lock", Old);
        Leave(young, TimeSpan.FromMinutes(59));

        Assert.Empty(await ReclaimAsync());

        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public async Task What_a_program_that_lives_holds_stays_however_old_it_is()
    {
        using var hold = await HoldAsync(Record());
        var path = Assert.Single(Records);
        Leave($".{Path.GetFileName(path)}.brev-4567.tmp", Old);
        File.Delete(path);
        File.SetLastWriteTimeUtc(path + ".lock", (Stage.Fake.Clock.GetUtcNow() - Old).UtcDateTime);

        Assert.Empty(await ReclaimAsync());

        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public async Task What_is_left_of_a_later_record_goes_with_the_one_that_stands_however_new_it_is()
    {
        var workspace = Workspaces.Add("train-1", userId: Stage.Fake.Users.Add("other").Id);
        await LeaveAsync(Record("train-1", workspace.Id) with { UserId = "other" });
        var path = Assert.Single(Records);
        Leave($".{Path.GetFileName(path)}.brev-4567.tmp", TimeSpan.Zero);

        Assert.Equal(ReclaimOutcome.NotOurs, Assert.Single(await ReclaimAsync()).Outcome);

        Assert.Equal([path], Directory.GetFiles(Folder).Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Files_of_the_user_stay()
    {
        Leave("notes.tmp", Old);
        Leave(".notes.json.tmp", Old);
        Leave("notes.lock", Old);

        Assert.Empty(await ReclaimAsync());

        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    private void Leave(string name, TimeSpan age)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, "{");
        File.SetLastWriteTimeUtc(path, (Stage.Fake.Clock.GetUtcNow() - age).UtcDateTime);
    }
}

namespace Portal.Jobs;

/// <summary>What every command answers to the shell.</summary>
public static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
}

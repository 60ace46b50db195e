namespace SrePlatform.ControlPlane.Platform.Web;

/// <summary>A feature's page under Settings: register one, and it is linked there for those who may open it.</summary>
internal interface ISettingsPlace
{
    /// <summary>Lower comes first.</summary>
    int Order { get; }

    /// <summary>A name of Assets/icons.svg.</summary>
    string Icon { get; }

    string Address { get; }

    /// <summary>Key of the text that names it.</summary>
    string Title { get; }

    /// <summary>Key of the sentence that says what is there.</summary>
    string Text { get; }

    /// <summary>Who may open it.</summary>
    string Policy { get; }
}

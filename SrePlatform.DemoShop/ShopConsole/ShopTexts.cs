namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Names the resource files with the console's words.</summary>
internal sealed class ShopTexts;

await SrePlatform.DemoShop.DemoShopApp.Build(args).RunAsync();

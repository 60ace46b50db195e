var builder = WebApplication.CreateBuilder(args).AddControlPlane();
var app = builder.Build().UseControlPlane();
await SrePlatform.ControlPlane.ControlPlaneRole.RunAsync(app);

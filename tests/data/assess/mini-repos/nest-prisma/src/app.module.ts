import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { RouterModule } from '@nestjs/core';
import { HealthController } from './health/health.controller';
import { PlotsModule } from './plots/plots.module';
import { ReportsModule } from './reports/reports.module';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    PlotsModule,
    ReportsModule,
    RouterModule.register([{ path: 'office', children: [{ path: 'print', module: ReportsModule }] }]),
  ],
  controllers: [HealthController],
})
export class AppModule {}

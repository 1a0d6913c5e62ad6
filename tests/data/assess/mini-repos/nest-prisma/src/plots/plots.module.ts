import { Module } from '@nestjs/common';
import { PlotsController } from './plots.controller';
import { PlotsService } from './plots.service';
import { ToolsController } from './tools.controller';

@Module({
  controllers: [PlotsController, ToolsController],
  providers: [PlotsService],
  exports: [PlotsService],
})
export class PlotsModule {}

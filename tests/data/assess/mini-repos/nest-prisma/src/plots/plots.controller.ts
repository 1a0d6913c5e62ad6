import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { PlotsService } from './plots.service';

@Controller('plots')
export class PlotsController {
  constructor(private readonly plots: PlotsService) {}

  @Get()
  all() {
    return this.plots.all();
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.plots.one(id);
  }

  @Post()
  add(@Body() body: object) {
    return this.plots.add(body);
  }

  @Patch([':id', ':id/rename'])
  change(@Param('id') id: string) {
    return id;
  }

  // @Put(':id')
  // replace() {}

  @Delete(':id')
  remove(@Param('id') id: string) {
    return id;
  }
}
